package io.footnote.serve.engine;

import io.footnote.serve.engine.answer.Prompts;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.memory.Summarizer;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.rewrite.ModelRewriter;
import io.footnote.serve.engine.rewrite.Rewriter;
import io.footnote.serve.engine.rewrite.RuleRewriter;
import io.footnote.serve.engine.route.ModelClassifier;
import io.footnote.serve.engine.route.Router;
import io.footnote.serve.engine.route.RuleClassifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who rewrites questions and summarizes conversations, or says what a question wants.
 *
 * @param name {@value FootnoteConfig#RULES}, {@value FootnoteConfig#NONE}, or a model's name
 * @param models those that are configured
 * @param skipped what is left out of what they could do
 */
record HelperModel(
    String name, Supplier<List<ChatModel>> models, Prompts prompts, Set<OptionalStage> skipped) {
  /** Longer than for rewriting: nobody waits for the next question's window. */
  private static final Duration SUMMARY_DEADLINE = Duration.ofSeconds(15);

  /**
   * @throws IllegalArgumentException if there is no such model
   */
  Rewriter rewriter() {
    return switch (name) {
      case FootnoteConfig.RULES -> new RuleRewriter();
      case FootnoteConfig.NONE -> Rewriter.NONE;
      default ->
          new ModelRewriter(
              required("rewriter"),
              prompts.read(Prompts.REWRITE),
              ModelRewriter.DEFAULT_DEADLINE,
              skipped);
    };
  }

  /**
   * Null if every question is searched for.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  @Nullable Router router() {
    return switch (name) {
      case FootnoteConfig.RULES -> new Router(new RuleClassifier());
      case FootnoteConfig.NONE -> null;
      default ->
          new Router(
              new ModelClassifier(
                  required("router"),
                  prompts.read(Prompts.ROUTE),
                  ModelClassifier.DEFAULT_DEADLINE));
    };
  }

  private ChatModel required(String what) {
    return model()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the %s '%s' is neither rules nor none nor one of %s"
                    .formatted(what, name, models.get().stream().map(ChatModel::name).toList())));
  }

  @Nullable Summarizer summarizer() {
    return model()
        .map(model -> new Summarizer(model, prompts.read(Prompts.SUMMARY), SUMMARY_DEADLINE))
        .orElse(null);
  }

  /** Whether nobody reads what must not leave this process, or somebody who may. */
  boolean readsRestricted() {
    return model().map(ChatModel::readsRestricted).orElse(true);
  }

  private Optional<ChatModel> model() {
    return models.get().stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
