package io.footnote.serve.engine.model;

/**
 * A footnote: the passage, and the part of it, that supports a sentence.
 *
 * @param n the footnote's number in this answer, from 1
 * @param kind whether it is the passage of a document or a remembered fact, whose id is both {@code
 *     chunkId} and {@code documentId} then
 * @param page page of the first cited character, from 1; 0 where the format has no pages
 * @param charStart offset of {@code quote} in the document's extracted text, UTF-16 code units
 * @param quote exactly the document's extracted text from {@code charStart} to {@code charEnd}
 */
public record Citation(
    int n,
    Kind kind,
    String chunkId,
    String documentId,
    String collection,
    String title,
    String source,
    int page,
    int charStart,
    int charEnd,
    String quote) {

  /** What is cited. */
  public enum Kind {
    DOCUMENT,
    MEMORY
  }
}
