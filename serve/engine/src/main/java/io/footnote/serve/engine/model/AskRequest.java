package io.footnote.serve.engine.model;

import io.footnote.index.model.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question.
 *
 * @param question of any length, not blank
 * @param model name of an answerer, {@code extractive} or a configured model; null for the default
 * @param topK passages retrieved for the answer, 1 to {@value SearchRequest#MAX_TOP_K}
 * @param maxContextTokens budget for the passages the answerer reads, at least {@value
 *     #MIN_CONTEXT_TOKENS}
 */
public record AskRequest(
    String question,
    List<String> collections,
    @Nullable Filter filter,
    @Nullable String model,
    int topK,
    int maxContextTokens) {
  public static final int DEFAULT_TOP_K = 12;
  public static final int DEFAULT_CONTEXT_TOKENS = 3000;
  public static final int MIN_CONTEXT_TOKENS = 64;
  public static final int MAX_CONTEXT_TOKENS = 1_000_000;

  public AskRequest {
    if (question.isBlank()) {
      throw InvalidRequestException.of("question", "question must not be empty");
    }
    Requests.checkTopK(topK);
    collections = Requests.checkCollections(collections);
    Requests.checkContextTokens(maxContextTokens);
  }

  /** A question to one collection with default settings. */
  public static AskRequest of(String collection, String question) {
    return new AskRequest(
        question, List.of(collection), null, null, DEFAULT_TOP_K, DEFAULT_CONTEXT_TOKENS);
  }
}
