package io.footnote.embed;

import java.util.Objects;

/**
 * Names a reranking model, so that two rankings can be told apart.
 *
 * @param name for people, for example {@code ms-marco-MiniLM-L6-v2}
 * @param contentHash SHA-256, in hex, over everything that determines a score: weights, tokenizer
 *     and length
 * @param maxTokens tokens the model reads of a query and a passage together, special tokens
 *     included
 */
public record RerankerModelInfo(String name, String contentHash, int maxTokens) {
  public RerankerModelInfo {
    Objects.requireNonNull(name);
    Objects.requireNonNull(contentHash);
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, but got: " + maxTokens);
    }
  }
}
