package io.footnote.serve.engine.model;

/** How a sentence of an answer stands to the passages. */
public enum Support {
  /** A passage that the sentence itself names, or is quoted from, says it. */
  CITED,
  /** A passage says it that the sentence does not name. */
  SUPPORTED,
  /** A passage says the same with another number, date or name, or denies it. */
  CONTRADICTED,
  /** No passage says it. */
  UNSUPPORTED,
  /** It was compared with nothing, because the operator left that out. */
  UNCHECKED;

  /** Whether a passage says it. */
  public boolean holds() {
    return this == CITED || this == SUPPORTED;
  }
}
