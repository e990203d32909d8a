package io.footnote.ingest;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Principal;
import io.footnote.ingest.source.DocumentIds;
import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import java.util.Optional;

/**
 * Prepares the documents of a synchronisation: files whose size and date are known are not read,
 * moved ones take the place of what they were. Thread-safe.
 */
final class SyncPreparation {
  private static final Principal READER = Principal.operator("sync");

  private final String collection;
  private final FolderComparison comparison;
  private final Preparation preparation;
  private final Familiarity familiarity;
  private final ChunkIndex index;

  SyncPreparation(
      String collection,
      FolderComparison comparison,
      Familiarity familiarity,
      Preparation preparation,
      ChunkIndex index) {
    this.collection = collection;
    this.comparison = comparison;
    this.preparation = preparation;
    this.familiarity = familiarity;
    this.index = index;
  }

  /** Whether a document is dealt with at all. */
  boolean wants(SourceDocument source) {
    return !comparison.keptDeleted().contains(id(source));
  }

  Outcome prepare(SourceDocument source) {
    DocumentRecord movedFrom = comparison.movedFrom(id(source));
    if (movedFrom != null) {
      return preparation.prepare(source, new Place.Moved(movedFrom.documentId()));
    }
    Optional<DocumentRecord> known = known(source);
    if (known.isPresent()
        && source instanceof FileDocument file
        && familiarity.isUntouched(file, known.get())) {
      return familiarity.unchanged(known.get());
    }
    Outcome outcome = preparation.prepare(source);
    boolean sameContent =
        outcome instanceof Outcome.Unchanged || outcome instanceof Outcome.PolicyChanged;
    return sameContent && known.filter(k -> Familiarity.hasOtherRecord(source, k)).isPresent()
        ? preparation.prepare(source, new Place.Renewed())
        : outcome;
  }

  private Optional<DocumentRecord> known(SourceDocument source) {
    try (ReadView view = index.lease(READER)) {
      return view.document(id(source));
    }
  }

  private String id(SourceDocument source) {
    return DocumentIds.of(collection, source.source());
  }
}
