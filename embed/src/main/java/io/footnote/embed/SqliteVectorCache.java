package io.footnote.embed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A vector cache in one SQLite file, about 1.8 kB for each vector of 384 floats. Only the vectors
 * of deleted documents are ever removed from it; the file may be deleted when no process uses it.
 *
 * <p>The file is opened at the first use, so who only asks questions never touches it. It is
 * write-ahead logged: several processes read while one writes, and writers wait for each other.
 * {@link #putAll} is one transaction that has reached the disk when it returns ({@code
 * synchronous=FULL}): one flush for a batch that took seconds to embed costs nothing, and the
 * lighter setting would lose paid-for work with the power.
 *
 * <p>Thread-safe: calls take turns on one connection.
 */
public final class SqliteVectorCache implements VectorCache {
  private static final int SCHEMA_VERSION = 1;
  private static final int BUSY_MILLISECONDS = 60_000;

  private static final String SELECT =
      "SELECT tokens, truncated, vector FROM vectors WHERE model = ? AND input = ?";
  private static final String INSERT =
      "INSERT OR IGNORE INTO vectors (model, input, tokens, truncated, vector) VALUES (?, ?, ?, ?, ?)";

  private static final String DELETE = "DELETE FROM vectors WHERE input = ?";

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;
  private boolean closed;

  /**
   * @param file made, with its folders, at the first use
   */
  public SqliteVectorCache(Path file) {
    this.file = file;
  }

  @Override
  public Map<Key, Embedding> getAll(List<Key> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return withConnection(connection -> {
      Map<Key, Embedding> found = new HashMap<>();
      try (PreparedStatement select = connection.prepareStatement(SELECT)) {
        for (Key key : keys) {
          select.setString(1, key.modelHash());
          select.setString(2, key.inputHash());
          try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
              found.put(
                  key, new Embedding(floats(row.getBytes(3)), row.getInt(1), row.getBoolean(2)));
            }
          }
        }
      }
      return found;
    });
  }

  @Override
  public void putAll(Map<Key, Embedding> entries) {
    if (entries.isEmpty()) {
      return;
    }
    withConnection(connection -> {
      inTransaction(
          connection,
          () -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
              for (Map.Entry<Key, Embedding> entry : entries.entrySet()) {
                Embedding embedding = entry.getValue();
                insert.setString(1, entry.getKey().modelHash());
                insert.setString(2, entry.getKey().inputHash());
                insert.setInt(3, embedding.tokens());
                insert.setBoolean(4, embedding.truncated());
                insert.setBytes(5, bytes(embedding.vector()));
                insert.addBatch();
              }
              insert.executeBatch();
            }
          });
      return entries.size();
    });
  }

  @Override
  public void removeAll(Set<String> inputHashes) {
    if (inputHashes.isEmpty() || !Files.exists(file)) {
      return;
    }
    withConnection(connection -> {
      inTransaction(
          connection,
          () -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
              for (String input : inputHashes) {
                delete.setString(1, input);
                delete.addBatch();
              }
              delete.executeBatch();
            }
          });
      return inputHashes.size();
    });
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      lock.unlock();
    }
  }

  private <T> T withConnection(SqlFunction<T> work) {
    lock.lock();
    try {
      if (closed) {
        throw new VectorCacheException("vector cache " + file + " is closed");
      }
      if (connection == null) {
        connection = open();
      }
      return work.apply(connection);
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      lock.unlock();
    }
  }

  private VectorCacheException failure(SQLException cause) {
    return new VectorCacheException(
        "vector cache %s cannot be used: %s; it holds nothing that cannot be computed again, so if this stays, delete the file"
            .formatted(file, cause.getMessage()),
        cause);
  }

  private Connection open() throws SQLException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new VectorCacheException(
          "the folder of vector cache " + file + " cannot be made: " + e, e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLISECONDS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true"); // what is removed is overwritten
    Connection opened = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try {
      if (version(opened) == 0) {
        inTransaction(opened, () -> createTables(opened));
      }
      int version = version(opened);
      if (version != SCHEMA_VERSION) {
        throw new VectorCacheException(
            "vector cache %s has version %d, but this program writes version %d; delete the file or use another one"
                .formatted(file, version, SCHEMA_VERSION));
      }
      return opened;
    } catch (SQLException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static void createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS vectors (
            model TEXT NOT NULL,
            input TEXT NOT NULL,
            tokens INTEGER NOT NULL,
            truncated INTEGER NOT NULL,
            vector BLOB NOT NULL, -- floats, little-endian
            PRIMARY KEY (input, model)
          )
          """);
      statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  private static void inTransaction(Connection connection, SqlAction work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer buffer =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(vector);
    return buffer.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  private interface SqlFunction<T> {
    T apply(Connection connection) throws SQLException;
  }

  private interface SqlAction {
    void run() throws SQLException;
  }
}
