package io.footnote.serve.engine;

import io.footnote.serve.engine.answer.Prompts;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.memory.Summarizer;
import io.footnote.serve.engine.rewrite.ModelRewriter;
import io.footnote.serve.engine.rewrite.Rewriter;
import io.footnote.serve.engine.rewrite.RuleRewriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who rewrites questions and summarizes conversations.
 *
 * @param name {@value FootnoteConfig#RULES}, {@value FootnoteConfig#NONE}, or a model's name
 * @param models those that are configured
 */
record HelperModel(String name, Supplier<List<ChatModel>> models, Prompts prompts) {
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
              model()
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "the rewriter '"
                              + name
                              + "' is neither rules nor none nor one of "
                              + models.get().stream().map(ChatModel::name).toList())),
              prompts.read(Prompts.REWRITE),
              ModelRewriter.DEFAULT_DEADLINE);
    };
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
