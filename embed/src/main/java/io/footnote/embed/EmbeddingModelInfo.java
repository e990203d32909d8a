package io.footnote.embed;

import java.util.Objects;

/**
 * Names an embedding model so that an index can refuse vectors of another one.
 *
 * @param name for people, for example {@code bge-small-en-v1.5-q}
 * @param contentHash SHA-256, in hex, over everything that determines a vector: weights, tokenizer,
 *     pooling, prefixes and length
 * @param dimension floats in a vector
 * @param maxTokens tokens the model reads of one text, special tokens included
 */
public record EmbeddingModelInfo(String name, String contentHash, int dimension, int maxTokens) {
  public EmbeddingModelInfo {
    Objects.requireNonNull(name);
    Objects.requireNonNull(contentHash);
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, but got: " + dimension);
    }
    if (maxTokens < 3) {
      throw new IllegalArgumentException("maxTokens must be at least 3, but got: " + maxTokens);
    }
  }
}
