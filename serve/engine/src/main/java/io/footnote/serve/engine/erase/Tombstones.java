package io.footnote.serve.engine.erase;

import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.Tombstone;
import io.footnote.serve.engine.state.StateDatabase;
import java.time.Clock;
import java.util.List;

/**
 * Tombstones of deleted documents: ids and hashes that keep the next synchronisation of a folder
 * from bringing the documents back. One of a document that is there means nothing, so they are set
 * before the document is removed, and taken away once it is ingested again on purpose. Thread-safe.
 */
public final class Tombstones {
  private final StateDatabase database;
  private final Clock clock;

  public Tombstones(StateDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Sets those of documents that are to be removed. */
  public void add(String collection, List<DocumentRecord> documents) {
    database.transact(handle -> {
      for (DocumentRecord document : documents) {
        handle.execute(
            "INSERT INTO tombstone (collection, document_id, content_hash, size_bytes, deleted_at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (collection, document_id) DO UPDATE SET content_hash ="
                + " excluded.content_hash, size_bytes = excluded.size_bytes, deleted_at ="
                + " excluded.deleted_at",
            collection,
            document.documentId(),
            document.contentHash(),
            document.sizeBytes(),
            clock.millis());
      }
      return documents.size();
    });
  }

  /** All of a collection, in the order of their documents' ids. */
  public List<Tombstone> of(String collection) {
    if (!database.exists()) {
      return List.of();
    }
    return database.transact(handle ->
        handle
            .createQuery(
                "SELECT document_id, content_hash, size_bytes FROM tombstone WHERE collection ="
                    + " :collection ORDER BY document_id")
            .bind("collection", collection)
            .map(
                (row, context) -> new Tombstone(row.getString(1), row.getString(2), row.getLong(3)))
            .list());
  }

  /** Forgets that a document was deleted. */
  public void remove(String collection, String documentId) {
    database.transact(handle ->
        handle.execute(
            "DELETE FROM tombstone WHERE collection = ? AND document_id = ?",
            collection,
            documentId));
  }

  /** Forgets what was deleted in a collection, because the collection itself is deleted. */
  public void removeAll(String collection) {
    if (database.exists()) {
      database.transact(
          handle -> handle.execute("DELETE FROM tombstone WHERE collection = ?", collection));
    }
  }
}
