package io.footnote.serve.engine.model;

import io.footnote.index.model.Filter;
import java.util.Objects;

/**
 * What to delete.
 *
 * @param what the documents; attachments go with them
 * @param purge whether to rewrite the segments of the index that held them, so that nothing of them
 *     is left in its files
 */
public record DeletionRequest(Selection what, boolean purge) {
  public DeletionRequest {
    Objects.requireNonNull(what);
  }

  /** One document, without purging. */
  public static DeletionRequest of(String documentId) {
    return new DeletionRequest(new Selection.Document(documentId), false);
  }

  /** Which documents. */
  public sealed interface Selection {
    /** A document of any collection. */
    record Document(String documentId) implements Selection {}

    /** All documents of a collection that satisfy a filter. */
    record Matching(String collection, Filter filter) implements Selection {}
  }
}
