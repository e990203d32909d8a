package io.footnote.index.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the order of their ids.
 *
 * @param nextCursor where to go on; null on the last page
 */
public record DocumentPage(List<DocumentRecord> documents, @Nullable String nextCursor) {
  public DocumentPage {
    documents = List.copyOf(documents);
  }
}
