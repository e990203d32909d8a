package io.footnote.embed.onnx;

/** How the vectors of a text's tokens become one vector. */
public enum Pooling {
  /** The vector of the first token. */
  CLS,
  /** The mean over all tokens, special ones included. */
  MEAN,
  /** The vector of the last token, as decoder models use. */
  LAST,
  /**
   * The model pools itself: its output {@code sentence_embedding} (or first of rank 2) is taken.
   */
  MODEL
}
