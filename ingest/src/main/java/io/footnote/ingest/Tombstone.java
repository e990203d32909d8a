package io.footnote.ingest;

import java.util.Objects;

/**
 * Remembers that people deleted a document, so that the next synchronisation of its folder does not
 * bring it back, under its path or another.
 *
 * @param documentId the document
 * @param contentHash see {@link io.footnote.index.model.DocumentRecord#contentHash}
 * @param sizeBytes size of the original
 */
public record Tombstone(String documentId, String contentHash, long sizeBytes) {
  public Tombstone {
    Objects.requireNonNull(documentId);
    Objects.requireNonNull(contentHash);
  }
}
