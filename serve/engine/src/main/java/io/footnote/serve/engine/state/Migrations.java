package io.footnote.serve.engine.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Brings a database to the present schema: numbered SQL files, each applied once in its own
 * transaction; {@code PRAGMA user_version} counts them. A file that was released is never changed.
 */
final class Migrations {
  private static final List<String> FILES =
      List.of(
          "001-access.sql",
          "002-jobs.sql",
          "003-deletions.sql",
          "004-sync.sql",
          "005-conversations.sql",
          "006-traces.sql",
          "007-memory.sql");

  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\n|$)");

  private Migrations() {}

  static void apply(Connection connection) throws SQLException {
    if (version(connection) == FILES.size()) {
      return;
    }
    connection.setAutoCommit(false);
    try {
      while (true) {
        try (Statement statement = connection.createStatement()) {
          // A write takes the lock before the version is read, so that two processes that open a
          // new file at once do not both migrate it.
          statement.executeUpdate("CREATE TABLE IF NOT EXISTS migration_lock (held INTEGER)");
          int version = version(connection);
          if (version > FILES.size()) {
            throw new IllegalStateException(
                "the state database has schema version "
                    + version
                    + ", but this version of Footnote knows up to "
                    + FILES.size()
                    + "; use the newer version that made it");
          }
          if (version == FILES.size()) {
            connection.commit();
            return;
          }
          for (String sql : STATEMENT_END.splitAsStream(read(FILES.get(version))).toList()) {
            if (!sql.isBlank()) {
              statement.executeUpdate(sql);
            }
          }
          statement.execute("PRAGMA user_version = " + (version + 1));
          connection.commit();
        }
      }
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String read(String file) {
    try (InputStream in = Migrations.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the migration " + file + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
