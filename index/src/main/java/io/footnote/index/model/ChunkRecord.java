package io.footnote.index.model;

import java.util.List;
import java.util.Objects;

/**
 * A contiguous piece of a document's extracted text.
 *
 * @param chunkId {@code documentId#ordinal}
 * @param ordinal position in the document, from 0
 * @param span where {@code text} stands in the document's extracted text
 * @param pageStart page of the first character, from 1; 0 where the format has no pages
 * @param pageEnd page of the last character
 * @param headingPath headings above the chunk, outermost first
 * @param context what is searched and embedded with the chunk but not cited: title, headings, table
 *     header; may be empty
 * @param text the span itself: what is shown and cited
 */
public record ChunkRecord(
    String chunkId,
    String documentId,
    int ordinal,
    Span span,
    int pageStart,
    int pageEnd,
    List<String> headingPath,
    String context,
    String text) {
  public ChunkRecord {
    Objects.requireNonNull(chunkId);
    Objects.requireNonNull(documentId);
    Objects.requireNonNull(span);
    Objects.requireNonNull(context);
    Objects.requireNonNull(text);
    headingPath = List.copyOf(headingPath);
    if (!chunkId.startsWith(documentId + "#")) {
      throw new IllegalArgumentException(
          "the id of a chunk of document %s must be %s, but got: %s"
              .formatted(documentId, id(documentId, ordinal), chunkId));
    }
    if (span.length() != text.length()) {
      throw new IllegalArgumentException(
          "chunk "
              + chunkId
              + ": the span is "
              + span.length()
              + " long, but the text "
              + text.length());
    }
  }

  /** The id of chunk {@code ordinal} of a document. Ids of one document sort by ordinal. */
  public static String id(String documentId, int ordinal) {
    return "%s#%06d".formatted(documentId, ordinal);
  }

  /** The document in an id made by {@link #id}. */
  public static String documentId(String chunkId) {
    return chunkId.substring(0, chunkId.lastIndexOf('#'));
  }

  /** The ordinal in an id made by {@link #id}. */
  public static int ordinal(String chunkId) {
    return Integer.parseInt(chunkId, chunkId.lastIndexOf('#') + 1, chunkId.length(), 10);
  }

  /** What is embedded for this chunk. */
  public String embeddingInput() {
    return context.isEmpty() ? text : context + "\n" + text;
  }
}
