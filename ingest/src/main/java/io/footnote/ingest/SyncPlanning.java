package io.footnote.ingest;

import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.SyncPlan.Move;
import io.footnote.ingest.source.DocumentIds;
import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names what a synchronisation would do, without doing it. Used by one thread. */
final class SyncPlanning {
  private final FolderComparison comparison;
  private final Familiarity familiarity;
  private final Optional<ReadView> view;
  private final List<String> added = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private final List<Move> moved = new ArrayList<>();
  private final List<String> keptDeleted = new ArrayList<>();
  private final List<FailedDocument> unreadable = new ArrayList<>();
  private long unchanged;

  SyncPlanning(FolderComparison comparison, Familiarity familiarity, Optional<ReadView> view) {
    this.comparison = comparison;
    this.familiarity = familiarity;
    this.view = view;
  }

  SyncPlan plan(String collection, SourceListing listing) {
    listing.forEach(source -> {
      classify(source, DocumentIds.of(collection, source.source()));
      return true;
    });
    return new SyncPlan(
        collection,
        added,
        changed,
        moved,
        comparison.removed().stream().map(DocumentRecord::source).toList(),
        unchanged,
        keptDeleted,
        unreadable,
        comparison.refusal());
  }

  private void classify(SourceDocument source, String id) {
    DocumentRecord from = comparison.movedFrom(id);
    if (source instanceof BrokenDocument broken) {
      unreadable.add(new FailedDocument(broken.source(), broken.reason()));
    } else if (comparison.keptDeleted().contains(id)) {
      keptDeleted.add(source.source());
    } else if (from != null) {
      moved.add(new Move(from.source(), source.source()));
    } else if (source instanceof FileDocument file && file.sizeBytes() == 0) {
      unreadable.add(new FailedDocument(file.source(), Preparation.EMPTY_FILE));
    } else {
      compare(source, view.flatMap(held -> held.document(id)));
    }
  }

  private void compare(SourceDocument source, Optional<DocumentRecord> known) {
    try {
      if (known.isEmpty()) {
        added.add(source.source());
      } else if (familiarity.isUnchanged(source, known.get())
          && familiarity.unchanged(known.get()) instanceof Outcome.Unchanged) {
        unchanged++;
      } else {
        changed.add(source.source());
      }
    } catch (IOException e) {
      unreadable.add(new FailedDocument(source.source(), "it cannot be read: " + e.getMessage()));
    }
  }
}
