package io.footnote.serve.engine.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.state.StateLocation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The databases that state can be kept in, for tests that run on each. Where no PostgreSQL server
 * can be started its tests are skipped and say why; with {@code CI=true} they fail instead.
 */
public enum TestState {
  SQLITE {
    @Override
    public StateLocation location(Path folder) {
      return new StateLocation.InDataFolder();
    }
  },

  POSTGRESQL {
    /** A schema of its own for each folder. */
    @Override
    public StateLocation location(Path folder) {
      String schema = SCHEMAS.computeIfAbsent(folder, _ -> "test_" + SCHEMAS.size());
      EmbeddedPostgres server = server();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
      } catch (SQLException e) {
        throw new IllegalStateException("cannot make the schema " + schema, e);
      }
      return new StateLocation.Postgres(
          "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s"
              .formatted(server.getPort(), schema),
          "postgres",
          null);
    }
  };

  private static final Map<Path, String> SCHEMAS = new ConcurrentHashMap<>();
  private static @Nullable EmbeddedPostgres server; // until the process ends

  /** Where the state of a data folder is. */
  public abstract StateLocation location(Path folder);

  /** The state of a data folder. */
  public StateDatabase open(Path folder) {
    return StateDatabase.of(location(folder), folder, () -> "folder1");
  }

  /** The server, which is started by the first call. */
  public static synchronized EmbeddedPostgres server() {
    EmbeddedPostgres running = server;
    if (running == null) {
      running = start();
      server = running;
    }
    return running;
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      String message = "state was not tested on PostgreSQL: " + e.getMessage();
      return "true".equals(System.getenv("CI")) ? fail(message, e) : abort(message);
    }
  }
}
