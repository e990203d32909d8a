package io.footnote.embed.onnx;

import io.footnote.embed.TextKind;
import java.util.Objects;

/**
 * What turns the output of a transformer into the vector of a text.
 *
 * @param name for people
 * @param pooling how token vectors become one
 * @param normalize whether to scale to unit length; false only for a model that already does
 * @param queryPrefix put before a query, may be empty
 * @param passagePrefix put before a passage, may be empty
 * @param maxTokens tokens read of one text, special tokens included, at least 3
 * @param dimension floats kept of a vector (Matryoshka models); 0 keeps all
 */
public record ModelSettings(
    String name,
    Pooling pooling,
    boolean normalize,
    String queryPrefix,
    String passagePrefix,
    int maxTokens,
    int dimension) {

  /** Tokens read when neither preset nor settings say: what BERT-like models are built for. */
  static final int DEFAULT_MAX_TOKENS = 512;

  public ModelSettings {
    Objects.requireNonNull(name);
    Objects.requireNonNull(pooling);
    Objects.requireNonNull(queryPrefix);
    Objects.requireNonNull(passagePrefix);
    if (maxTokens < 3) {
      throw new IllegalArgumentException("max_tokens must be at least 3, but got: " + maxTokens);
    }
    if (dimension < 0) {
      throw new IllegalArgumentException("dimension must be at least 1, but got: " + dimension);
    }
    if (dimension > 0 && !normalize) {
      throw new IllegalArgumentException(
          "dimension cuts the vector, which needs normalize: true, but normalize is false");
    }
  }

  /** The prefix for {@code kind}. */
  public String prefix(TextKind kind) {
    return switch (kind) {
      case QUERY -> queryPrefix;
      case PASSAGE -> passagePrefix;
    };
  }

  /** Everything that determines a vector, the name left out, in a form to be hashed. */
  String fingerprint() {
    return String.join(
        "\n",
        "pooling=" + pooling,
        "normalize=" + normalize,
        "query_prefix=" + queryPrefix,
        "passage_prefix=" + passagePrefix,
        "max_tokens=" + maxTokens,
        "dimension=" + dimension);
  }
}
