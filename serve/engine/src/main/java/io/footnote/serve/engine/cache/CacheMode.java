package io.footnote.serve.engine.cache;

/** Which questions get an answer that was given before. */
public enum CacheMode {
  /** None. */
  OFF,
  /** The same question: its answer would be the same again. */
  EXACT,
  /** Also one in other words that asks the same, as far as words and vectors tell. */
  SEMANTIC
}
