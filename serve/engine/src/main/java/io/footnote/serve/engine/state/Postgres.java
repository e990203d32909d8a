package io.footnote.serve.engine.state;

import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.UnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a PostgreSQL server, of one data folder.
 *
 * @param ids makes the id by which the two know each other
 */
record Postgres(StateLocation.Postgres location, OwnerFile owner, Supplier<String> ids)
    implements Vendor {
  private static final int CONNECT_SECONDS = 10;

  /** Statements are short; a server that takes longer hangs. */
  private static final int ANSWER_SECONDS = 60;

  private static final int LIVENESS_SECONDS = 2;

  /** Of the lock under which migrations run; letters of the program's name. */
  private static final long MIGRATION_LOCK = 0x666f6f746eL;

  @Override
  public String address() {
    return location.url();
  }

  @Override
  public boolean exists() {
    return true;
  }

  /** Else a folder that was just begun would look as one that was used with another database. */
  @Override
  public boolean connectsFirst() {
    return true;
  }

  @Override
  public Connection connect() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(location.url());
      source.setUser(location.user());
      source.setPassword(location.password());
      source.setConnectTimeout(CONNECT_SECONDS);
      source.setSocketTimeout(ANSWER_SECONDS);
      source.setTcpKeepAlive(true);
      source.setApplicationName("footnote");
      return source.getConnection();
    } catch (SQLException | IllegalArgumentException e) {
      throw new UnavailableException(
          "state_unreachable",
          null,
          "the state database %s cannot be reached: %s; start it, or correct the setting state"
              .formatted(address(), e.getMessage()),
          e);
    }
  }

  @Override
  public void lockForMigration(Statement statement) throws SQLException {
    statement.execute("SELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
  }

  @Override
  public int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery("SELECT to_regclass('footnote_state') IS NOT NULL")) {
        rows.next();
        if (!rows.getBoolean(1)) {
          return 0;
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT version FROM footnote_state")) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  @Override
  public void setVersion(Statement statement, int version) throws SQLException {
    statement.execute(
        "CREATE TABLE IF NOT EXISTS footnote_state (version INTEGER NOT NULL, folder_id TEXT)");
    if (statement.executeUpdate("UPDATE footnote_state SET version = " + version) == 0) {
      statement.execute("INSERT INTO footnote_state (version) VALUES (" + version + ")");
    }
  }

  @Override
  public String counter() {
    return "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
  }

  @Override
  public void checkOwner(Connection connection) throws SQLException, IOException {
    String here = owner.read().orElse(null);
    String there = owner(connection);
    if (here == null && there == null && !owner.used()) {
      String id = ids.get();
      if (claim(connection, id)) {
        owner.write(id);
      } else { // another process was faster
        checkOwner(connection);
      }
    } else if (here == null || !here.equals(there)) {
      throw new ConflictException(
          "state_of_another_folder",
          null,
          "%s and the state database %s do not belong together; the permissions of documents are in the database, so use the one that the folder was begun with, or begin both anew"
              .formatted(owner.folder(), address()));
    }
  }

  private static boolean claim(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE footnote_state SET folder_id = ? WHERE folder_id IS NULL")) {
      statement.setString(1, id);
      return statement.executeUpdate() == 1;
    }
  }

  private static @Nullable String owner(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT folder_id FROM footnote_state")) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  @Override
  public boolean isLost(Connection connection) {
    try {
      return !connection.isValid(LIVENESS_SECONDS);
    } catch (SQLException e) {
      throw new IllegalArgumentException("the time limit is not negative", e);
    }
  }

  @Override
  public void configure(Jdbi jdbi) {
    jdbi.registerArgument(new Texts());
  }

  @Override
  public void emptyLog(Handle handle) {
    // What the server keeps in its files of deleted rows is its administrator's to decide.
  }

  /** What is running, for people; makes and changes nothing. */
  String product() throws SQLException {
    try (Connection connection = connect()) {
      return "%s %s at %s"
          .formatted(
              connection.getMetaData().getDatabaseProductName(),
              connection.getMetaData().getDatabaseProductVersion(),
              location);
    }
  }

  /** PostgreSQL's texts cannot hold the character NUL. */
  private static final class Texts extends AbstractArgumentFactory<String> {
    Texts() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setString(position, value.replace('\0', '\uFFFD'));
    }
  }
}
