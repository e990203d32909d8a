package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.llm.ChatReply;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.SearchResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The answerers there are: extractive, and each configured model. */
public final class Answerers {
  private final Map<String, Answerer> byName = new LinkedHashMap<>();
  private final Checking checking;
  private final Prompts prompts;
  private final String standard;

  /**
   * @param checking what is done with sentences of models
   * @param standard the answerer for callers that name none
   * @throws IllegalArgumentException if it is none of them, or two have one name
   */
  public Answerers(Checking checking, List<ChatModel> models, Prompts prompts, String standard) {
    byName.put(ExtractiveAnswerer.NAME, new ExtractiveAnswerer());
    for (ChatModel model : models) {
      if (byName.put(model.name(), new ModelAnswerer(model, prompts, checking)) != null) {
        throw new IllegalArgumentException("two models are named '" + model.name() + "'");
      }
    }
    if (!byName.containsKey(standard)) {
      throw new IllegalArgumentException(
          "the default answerer '" + standard + "' is none of " + byName.keySet());
    }
    this.checking = checking;
    this.prompts = prompts;
    this.standard = standard;
  }

  /** Their names, extractive first. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * An answerer that does again what one did before.
   *
   * @param reply what the language model replied; null if none was asked
   * @return null if that takes a model that was not asked
   */
  @Nullable Answerer again(String name, @Nullable ChatReply reply) {
    if (reply != null) {
      return new ModelAnswerer(new RecordedModel(name, reply), prompts, checking);
    }
    return name.equals(ExtractiveAnswerer.NAME) ? byName.get(name) : null;
  }

  /** As an answerer reads that is of that name now, or nearly so if there is none. */
  Reader counting(String name, int budget, Predicate<SearchResult> mayRead) {
    Answerer answerer = byName.get(name);
    Reader reader = answerer == null ? Reader.ofBudget(budget) : answerer.reader(budget, mayRead);
    return new Reader(name, budget, reader.tokens(), reader.prose(), mayRead);
  }

  Answerer choose(@Nullable String name) {
    Answerer chosen = byName.get(name == null ? standard : name);
    if (chosen == null) {
      throw InvalidRequestException.of(
          "model",
          "there is no model '" + name + "'; choose one of " + String.join(", ", byName.keySet()));
    }
    return chosen;
  }
}
