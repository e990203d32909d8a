package io.footnote.embed;

/** What a text is to the model; some models want a different prefix for each. */
public enum TextKind {
  QUERY,
  PASSAGE
}
