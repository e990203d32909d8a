package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * Small values by content hash, all in one SQLite file: a file for each would cost more than
 * indexing it. What is put waits in memory for others, to be written in one transaction by {@link
 * #flush()} or when enough is there; until then only this process sees it. What is deleted is
 * overwritten, in the file and in its write-ahead log.
 *
 * <p>Written without waiting for the disk: a power failure may take the last transactions, and
 * leaves those before whole. A file that is damaged all the same counts as empty for readers and is
 * named to who writes.
 *
 * <p>Thread-safe: calls take turns on one connection, opened by the first that needs it.
 */
final class SmallTexts implements AutoCloseable {
  /** What may wait: so many values or bytes. */
  private static final int MAX_WAITING = 256;

  private static final int MAX_WAITING_BYTES = 1 << 20;
  private static final int BUSY_MILLISECONDS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(SmallTexts.class);

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS parsed (hash TEXT PRIMARY KEY, document BLOB NOT NULL)",
          "CREATE TABLE IF NOT EXISTS refused (hash TEXT PRIMARY KEY, reader TEXT NOT NULL,"
              + " reason TEXT NOT NULL, without_text INTEGER NOT NULL)");
  private static final String SELECT = "SELECT document FROM parsed WHERE hash = ?";
  private static final String INSERT =
      "INSERT INTO parsed (hash, document) VALUES (?, ?)"
          + " ON CONFLICT (hash) DO UPDATE SET document = excluded.document"
          + " WHERE document <> excluded.document";
  private static final String DELETE = "DELETE FROM parsed WHERE hash = ?";
  private static final String SELECT_REFUSAL =
      "SELECT reader, reason, without_text FROM refused WHERE hash = ?";
  private static final String INSERT_REFUSAL =
      "INSERT OR REPLACE INTO refused (hash, reader, reason, without_text) VALUES (?, ?, ?, ?)";
  private static final String DELETE_REFUSAL = "DELETE FROM refused WHERE hash = ?";

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, byte[]> waiting = new LinkedHashMap<>();
  private long waitingBytes;
  private @Nullable Connection connection;
  private boolean closed;

  /**
   * @param file made, with its folders, when the first value is written
   */
  SmallTexts(Path file) {
    this.file = file;
  }

  Optional<byte[]> get(String hash) {
    lock.lock();
    try {
      byte[] present = waiting.get(hash);
      return present != null ? Optional.of(present) : read(hash);
    } finally {
      lock.unlock();
    }
  }

  private Optional<byte[]> read(String hash) {
    return select(SELECT, hash, row -> row.getBytes(1));
  }

  Optional<Refusal> refusal(String hash) {
    lock.lock();
    try {
      return select(
          SELECT_REFUSAL,
          hash,
          row -> new Refusal(row.getString(1), row.getString(2), row.getBoolean(3)));
    } finally {
      lock.unlock();
    }
  }

  private <T> Optional<T> select(String query, String hash, Reading<T> reading) {
    try {
      if (!isThere()) {
        return Optional.empty();
      }
      try (PreparedStatement select = open().prepareStatement(query)) {
        select.setString(1, hash);
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? Optional.of(reading.read(row)) : Optional.empty();
        }
      }
    } catch (SQLException e) {
      LOG.warn("{} cannot be read, what it holds will be parsed again: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /** Whether there is anything to read; opening would make the file. */
  private boolean isThere() {
    return connection != null || Files.exists(file);
  }

  void put(String hash, byte[] value) {
    lock.lock();
    try {
      byte[] former = waiting.put(hash, value);
      waitingBytes += value.length - (former == null ? 0 : former.length);
      if (waiting.size() >= MAX_WAITING || waitingBytes >= MAX_WAITING_BYTES) {
        flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits. */
  void flush() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        return;
      }
      inTransaction(connection -> {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
          for (Map.Entry<String, byte[]> value : waiting.entrySet()) {
            insert.setString(1, value.getKey());
            insert.setBytes(2, value.getValue());
            insert.executeUpdate();
          }
        }
      });
      waiting.clear();
      waitingBytes = 0;
    } catch (SQLException e) {
      throw notStored(e);
    } finally {
      lock.unlock();
    }
  }

  void putRefusal(String hash, Refusal refusal) {
    lock.lock();
    try (PreparedStatement insert = open().prepareStatement(INSERT_REFUSAL)) {
      insert.setString(1, hash);
      insert.setString(2, refusal.reader());
      insert.setString(3, refusal.reason());
      insert.setBoolean(4, refusal.withoutText());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw notStored(e);
    } finally {
      lock.unlock();
    }
  }

  private UncheckedIOException notStored(SQLException e) {
    return new UncheckedIOException(
        ("parsed documents could not be stored in %s; is the disk full? If it is not, delete the file:"
                + " it holds nothing that cannot be parsed again")
            .formatted(file),
        new IOException(e));
  }

  void deleteAll(Collection<String> hashes) {
    lock.lock();
    try {
      hashes.forEach(this::dropWaiting);
      if (hashes.isEmpty() || !isThere()) {
        return;
      }
      inTransaction(connection -> {
        for (String statement : List.of(DELETE, DELETE_REFUSAL)) {
          try (PreparedStatement delete = connection.prepareStatement(statement)) {
            for (String hash : hashes) {
              delete.setString(1, hash);
              delete.executeUpdate();
            }
          }
        }
      });
      emptyLog();
    } catch (SQLException e) {
      throw new UncheckedIOException(
          "parsed documents could not be deleted from %s".formatted(file), new IOException(e));
    } finally {
      lock.unlock();
    }
  }

  /** So that nothing of what was replaced is left. */
  void emptyJournal() {
    lock.lock();
    try {
      if (isThere()) {
        emptyLog();
      }
    } catch (SQLException e) {
      throw notStored(e);
    } finally {
      lock.unlock();
    }
  }

  private void dropWaiting(String hash) {
    byte[] dropped = waiting.remove(hash);
    waitingBytes -= dropped == null ? 0 : dropped.length;
  }

  /** Deletes all but these. */
  void retain(Set<String> hashes) {
    List<String> unused = new ArrayList<>();
    Consumer<String> add =
        hash -> {
          if (!hashes.contains(hash)) {
            unused.add(hash);
          }
        };
    forEachHash(add);
    forEachHash("refused", add);
    deleteAll(unused);
  }

  /** The hashes of all values. */
  void forEachHash(Consumer<String> action) {
    forEachHash("parsed", action);
  }

  private void forEachHash(String table, Consumer<String> action) {
    lock.lock();
    try {
      flush();
      if (!isThere()) {
        return;
      }
      try (Statement statement = open().createStatement();
          ResultSet rows = statement.executeQuery("SELECT hash FROM " + table)) {
        while (rows.next()) {
          action.accept(rows.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new UncheckedIOException(
          "%s cannot be read; it holds nothing that cannot be parsed again, so if this stays, delete it"
              .formatted(file),
          new IOException(e));
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits. */
  @Override
  public void close() {
    lock.lock();
    try {
      flush();
      closed = true;
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException e) {
      throw new UncheckedIOException("%s could not be closed".formatted(file), new IOException(e));
    } finally {
      lock.unlock();
    }
  }

  private Connection open() throws SQLException {
    if (closed) {
      throw new IllegalStateException("the store of parsed documents in " + file + " is closed");
    }
    if (connection == null) {
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
      } catch (IOException e) {
        throw new SQLException("its folder cannot be made: " + e, e);
      }
      SQLiteConfig config = new SQLiteConfig();
      config.setBusyTimeout(BUSY_MILLISECONDS);
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
      Connection opened = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      try (Statement statement = opened.createStatement()) {
        for (String table : TABLES) {
          statement.execute(table);
        }
        connection = opened;
      } finally {
        if (connection == null) {
          opened.close();
        }
      }
    }
    return connection;
  }

  private void inTransaction(Writing work) throws SQLException {
    Connection opened = open();
    opened.setAutoCommit(false);
    try {
      work.write(opened);
      opened.commit();
    } catch (SQLException | RuntimeException e) {
      opened.rollback();
      throw e;
    } finally {
      opened.setAutoCommit(true);
    }
  }

  /** The log holds pages as they were before. */
  private void emptyLog() throws SQLException {
    try (Statement statement = open().createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Writing {
    void write(Connection connection) throws SQLException;
  }
}
