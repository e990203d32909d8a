package io.footnote.serve.engine.model;

import io.footnote.index.model.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer, whoever wrote it, to be checked against what the documents say about its question.
 *
 * @param question not blank; what is retrieved for it and for the answer is what the answer is
 *     checked against
 * @param answer not blank; marks such as {@code [2]} are left out
 * @param topK passages retrieved, 1 to {@value SearchRequest#MAX_TOP_K}
 */
public record CheckRequest(
    String question, String answer, List<String> collections, @Nullable Filter filter, int topK) {
  /** The longest answer that is checked: many times what a model writes. */
  public static final int MAX_ANSWER_LENGTH = 100_000;

  public CheckRequest {
    if (question.isBlank()) {
      throw InvalidRequestException.of("question", "question must not be empty");
    }
    if (answer.isBlank() || answer.length() > MAX_ANSWER_LENGTH) {
      throw InvalidRequestException.of(
          "answer",
          "answer must have 1 to %d characters, but has %d"
              .formatted(MAX_ANSWER_LENGTH, answer.strip().length()));
    }
    Requests.checkTopK(topK);
    collections = Requests.checkCollections(collections);
  }

  /** An answer from one collection with default settings. */
  public static CheckRequest of(String collection, String question, String answer) {
    return new CheckRequest(question, answer, List.of(collection), null, AskRequest.DEFAULT_TOP_K);
  }
}
