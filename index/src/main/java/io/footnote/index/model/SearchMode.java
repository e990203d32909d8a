package io.footnote.index.model;

/** Which legs a search runs. */
public enum SearchMode {
  HYBRID,
  LEXICAL,
  SEMANTIC
}
