package io.footnote.ingest;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The end of documents that their folder does not hold any more.
 *
 * @param documents without their attachments, which go with them
 * @param contentHashes of all of them, attachments included
 */
record Removal(List<DocumentRecord> documents, Set<String> contentHashes) {

  static Removal of(List<DocumentRecord> documents, ReadView view) {
    Set<String> contentHashes = new HashSet<>();
    documents.forEach(document -> addContentHashes(document, view, contentHashes));
    return new Removal(documents, contentHashes);
  }

  private static void addContentHashes(DocumentRecord document, ReadView view, Set<String> to) {
    to.add(document.contentHash());
    view.children(document.documentId()).forEach(child -> addContentHashes(child, view, to));
  }

  /** Removes them in one commit. */
  void run(ChunkIndex index, Tally tally) {
    if (!documents.isEmpty()) {
      documents.forEach(document -> index.delete(document.documentId()));
      index.commit();
      documents.forEach(_ -> tally.removed());
    }
  }
}
