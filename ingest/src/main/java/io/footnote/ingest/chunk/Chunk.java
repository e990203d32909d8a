package io.footnote.ingest.chunk;

import io.footnote.index.model.Span;
import java.util.List;

/**
 * A piece of a document, see {@code ChunkRecord}; the text itself stays in the document.
 *
 * @param pageStart page of the first character, from 1; 0 where the format has no pages
 * @param pageEnd page of the last character
 * @param context title, headings and table header that are embedded and searched with the span
 */
public record Chunk(
    Span span, int pageStart, int pageEnd, List<String> headingPath, String context) {
  public Chunk {
    headingPath = List.copyOf(headingPath);
  }
}
