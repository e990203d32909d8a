package io.footnote.index.model;

/** By what the chunks of an index can be found; decided when it is made. */
public enum IndexKind {
  /** By their words and by the vectors that a model made of them. */
  HYBRID,
  /** By their words alone: there are no vectors, and no model is needed to make the index. */
  LEXICAL_ONLY
}
