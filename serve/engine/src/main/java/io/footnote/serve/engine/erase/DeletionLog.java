package io.footnote.serve.engine.erase;

import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.state.StateDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Deletions in the state database: an intent before anything is deleted, a receipt when nothing is
 * left. Thread-safe.
 */
public final class DeletionLog {
  private final StateDatabase database;

  public DeletionLog(StateDatabase database) {
    this.database = database;
  }

  /** Records what is to be deleted; durable when this returns. */
  public void begin(Deletion deletion) {
    database.transact(handle -> {
      handle.execute(
          "INSERT INTO deletion (deletion_id, collection, chunks, purge, requested_at)"
              + " VALUES (?, ?, ?, ?, ?)",
          deletion.deletionId(),
          deletion.collection(),
          deletion.chunks(),
          deletion.purge(),
          deletion.requestedAt().toEpochMilli());
      insert(handle, deletion.deletionId(), Kind.DOCUMENT, deletion.documents());
      insert(handle, deletion.deletionId(), Kind.SOURCE, deletion.sources());
      insert(handle, deletion.deletionId(), Kind.CONTENT, deletion.contentHashes());
      insert(handle, deletion.deletionId(), Kind.HOLDER, deletion.holders());
      insert(handle, deletion.deletionId(), Kind.INPUT, deletion.inputHashes());
      return true;
    });
  }

  private static void insert(Handle handle, String deletionId, Kind kind, Set<String> values) {
    if (values.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO deletion_item (deletion_id, kind, value) VALUES (?, ?, ?)");
    values.forEach(value -> batch.add(deletionId, kind.name(), value));
    batch.execute();
  }

  /** Deletions that a process did not finish, oldest first. */
  public List<Deletion> unfinished() {
    return database.transact(handle ->
        handle
            .createQuery("SELECT * FROM deletion WHERE deleted_at IS NULL ORDER BY sequence")
            .map((row, context) -> deletion(row, items(handle, row.getString("deletion_id"))))
            .list());
  }

  /** Writes the receipt in the place of the intent; of the documents only their ids remain. */
  public void finish(DeletionReceipt receipt) {
    database.transact(handle -> {
      handle.execute(
          "DELETE FROM deletion_item WHERE deletion_id = ? AND kind <> ?",
          receipt.deletionId(),
          Kind.DOCUMENT.name());
      return handle.execute(
          "UPDATE deletion SET generation = ?, deleted_at = ? WHERE deletion_id = ?",
          receipt.generation(),
          receipt.deletedAt().toEpochMilli(),
          receipt.deletionId());
    });
  }

  /** Newest first. */
  public List<DeletionReceipt> receipts(int limit) {
    if (!database.exists()) {
      return List.of();
    }
    return database.transact(handle ->
        handle
            .createQuery(
                "SELECT * FROM deletion WHERE deleted_at IS NOT NULL ORDER BY sequence DESC"
                    + " LIMIT :limit")
            .bind("limit", limit)
            .map((row, context) ->
                deletion(row, items(handle, row.getString("deletion_id")))
                    .receipt(row.getLong("generation"), instant(row, "deleted_at")))
            .list());
  }

  private static Map<Kind, Set<String>> items(Handle handle, String deletionId) {
    Map<Kind, Set<String>> items = new EnumMap<>(Kind.class);
    handle
        .createQuery("SELECT kind, value FROM deletion_item WHERE deletion_id = :id")
        .bind("id", deletionId)
        .map((row, context) ->
            items
                .computeIfAbsent(Kind.valueOf(row.getString("kind")), _ -> new HashSet<>())
                .add(row.getString("value")))
        .list();
    return items;
  }

  private static Deletion deletion(ResultSet row, Map<Kind, Set<String>> items)
      throws SQLException {
    return new Deletion(
        row.getString("deletion_id"),
        row.getString("collection"),
        row.getLong("chunks"),
        row.getBoolean("purge"),
        instant(row, "requested_at"),
        items.getOrDefault(Kind.DOCUMENT, Set.of()),
        items.getOrDefault(Kind.SOURCE, Set.of()),
        items.getOrDefault(Kind.CONTENT, Set.of()),
        items.getOrDefault(Kind.HOLDER, Set.of()),
        items.getOrDefault(Kind.INPUT, Set.of()));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private enum Kind {
    DOCUMENT,
    SOURCE,
    CONTENT,
    HOLDER,
    INPUT
  }

  /** Leaves nothing of what was deleted in the journal of the database. */
  public void emptyJournal() {
    database.emptyLog();
  }
}
