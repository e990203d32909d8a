package io.footnote.serve.engine.state;

import io.footnote.serve.engine.model.ConflictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Brings a database to the present schema: numbered SQL files, the same for all databases but for
 * the type {@code ${counter}}, each applied once in its own transaction; the database counts them.
 * A file that was released is never changed.
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
          "007-memory.sql",
          "008-trace-askers.sql");

  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\n|$)");

  private Migrations() {}

  static void apply(Connection connection, Vendor vendor) throws SQLException {
    if (vendor.version(connection) == FILES.size()) {
      return;
    }
    connection.setAutoCommit(false);
    try {
      while (true) {
        try (Statement statement = connection.createStatement()) {
          vendor.lockForMigration(statement);
          int version = vendor.version(connection);
          if (version > FILES.size()) {
            throw new ConflictException(
                "state_too_new",
                null,
                "the state database %s has schema version %d, but this version of Footnote knows up to %d; use the newer version that made it"
                    .formatted(vendor.address(), version, FILES.size()));
          }
          if (version == FILES.size()) {
            connection.commit();
            return;
          }
          String script = read(FILES.get(version)).replace("${counter}", vendor.counter());
          for (String sql : STATEMENT_END.splitAsStream(script).toList()) {
            if (!sql.isBlank()) {
              statement.executeUpdate(sql);
            }
          }
          vendor.setVersion(statement, version + 1);
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
