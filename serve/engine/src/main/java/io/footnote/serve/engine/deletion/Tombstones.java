package io.footnote.serve.engine.deletion;

import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.Tombstone;
import io.footnote.serve.engine.state.StateDatabase;
import java.time.Clock;
import java.util.List;

/**
 * Tombstones of deleted documents. One is set before the document is removed, as the intent to do
 * so, and stays behind, so that the next synchronisation of its folder does not bring the document
 * back. A document that is ingested again on purpose loses its tombstone. Thread-safe.
 */
public final class Tombstones {
  private final StateDatabase database;
  private final Clock clock;

  public Tombstones(StateDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A removal that was begun.
   *
   * @param collection where the document is, or was
   */
  public record Intent(String collection, String documentId) {}

  /** Records that a document is to be removed. */
  public void intend(String collection, DocumentRecord document, String user) {
    database.transact(handle ->
        handle.execute(
            "INSERT INTO tombstone (collection, document_id, source, content_hash, size_bytes,"
                + " state, deleted_by, deleted_at) VALUES (?, ?, ?, ?, ?, 'intended', ?, ?) ON"
                + " CONFLICT DO UPDATE SET state = 'intended', content_hash ="
                + " excluded.content_hash, size_bytes = excluded.size_bytes, deleted_by ="
                + " excluded.deleted_by, deleted_at = excluded.deleted_at",
            collection,
            document.documentId(),
            document.source(),
            document.contentHash(),
            document.sizeBytes(),
            user,
            clock.millis()));
  }

  /** Records that the removal is committed. */
  public void done(Intent intent) {
    database.transact(handle ->
        handle.execute(
            "UPDATE tombstone SET state = 'done' WHERE collection = ? AND document_id = ?",
            intent.collection(),
            intent.documentId()));
  }

  /** Removals that were begun, and perhaps not ended by a process that died. */
  public List<Intent> unfinished() {
    if (!database.exists()) {
      return List.of();
    }
    return database.transact(handle ->
        handle
            .createQuery(
                "SELECT collection, document_id FROM tombstone WHERE state = 'intended' ORDER BY"
                    + " collection, document_id")
            .map((row, context) -> new Intent(row.getString(1), row.getString(2)))
            .list());
  }

  /** All of a collection, in the order of their documents' ids. */
  public List<Tombstone> of(String collection) {
    if (!database.exists()) {
      return List.of();
    }
    return database.transact(handle ->
        handle
            .createQuery(
                "SELECT document_id, source, content_hash, size_bytes FROM tombstone WHERE"
                    + " collection = :collection ORDER BY document_id")
            .bind("collection", collection)
            .map((row, context) ->
                new Tombstone(
                    row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
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
      database.transact(handle ->
          handle.execute("DELETE FROM tombstone WHERE collection = ?", collection));
    }
  }
}
