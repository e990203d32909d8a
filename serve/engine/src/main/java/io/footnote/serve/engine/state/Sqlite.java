package io.footnote.serve.engine.state;

import io.footnote.serve.engine.model.ConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A file; several processes may use it. */
record Sqlite(Path file) implements Vendor {
  /** How long a statement waits for another process's write. */
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  @Override
  public String address() {
    return file.toString();
  }

  @Override
  public boolean exists() {
    return Files.exists(file) || isElsewhere();
  }

  /** API keys that are not found would make an open server, so that is refused at once. */
  @Override
  public boolean connectsFirst() {
    return isElsewhere();
  }

  private boolean isElsewhere() {
    return Files.exists(file.resolveSibling(OwnerFile.NAME));
  }

  @Override
  public Connection connect() throws SQLException, IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (isElsewhere()) {
      throw new ConflictException(
          "state_elsewhere",
          null,
          "the state of %s, permissions and keys among it, is in a PostgreSQL database; name it with the setting state"
              .formatted(folder));
    }
    if (folder != null) {
      Files.createDirectories(folder);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true"); // what is deleted is overwritten
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source.getConnection();
  }

  /** A write takes the lock, so that two processes that open a new file do not both migrate it. */
  @Override
  public void lockForMigration(Statement statement) throws SQLException {
    statement.executeUpdate("CREATE TABLE IF NOT EXISTS migration_lock (held INTEGER)");
  }

  @Override
  public int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Override
  public void setVersion(Statement statement, int version) throws SQLException {
    statement.execute("PRAGMA user_version = " + version);
  }

  @Override
  public String counter() {
    return "INTEGER PRIMARY KEY AUTOINCREMENT";
  }

  @Override
  public void checkOwner(Connection connection) {
    // A file in the data folder is the data folder's.
  }

  @Override
  public boolean isLost(Connection connection) {
    return false;
  }

  @Override
  public void emptyLog(Handle handle) {
    handle.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
}
