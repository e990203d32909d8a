package io.footnote.serve.engine.model;

/** Whether a search lets the configured reranker reorder its best candidates. */
public enum Rerank {
  /** If one is configured; the profile {@code fast} does without. */
  IF_CONFIGURED,
  /** It must; a search fails where none is configured. */
  ALWAYS,
  /** The order of fusion stays. */
  NEVER
}
