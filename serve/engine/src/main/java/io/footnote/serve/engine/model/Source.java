package io.footnote.serve.engine.model;

/** A document, or a remembered fact, that something kept takes from: an answer, or a trace. */
public record Source(String collection, String documentId) {
  /** Stands for the collection of what is remembered; no collection can have this name. */
  public static final String MEMORY = "@memory";

  /** Something remembered. */
  public static Source memory(String memoryId) {
    return new Source(MEMORY, memoryId);
  }

  /** Whether it is remembered, and no document. */
  public boolean remembered() {
    return collection.equals(MEMORY);
  }
}
