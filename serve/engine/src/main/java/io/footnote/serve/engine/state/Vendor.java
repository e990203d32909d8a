package io.footnote.serve.engine.state;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What differs between the databases that state can be kept in. */
interface Vendor {

  /** For people, without a password. */
  String address();

  /** Whether there is anything; what is not there is empty and need not be opened. */
  boolean exists();

  /** Whether to connect before anything else happens, and not when it is first needed. */
  boolean connectsFirst();

  /**
   * A connection to a database that may have to be migrated.
   *
   * @throws io.footnote.serve.engine.model.FootnoteException if it cannot be used, saying why
   */
  Connection connect() throws SQLException, IOException;

  /** Takes care that nobody else migrates until the transaction ends. */
  void lockForMigration(Statement statement) throws SQLException;

  /** How many migrations were applied. */
  int version(Connection connection) throws SQLException;

  void setVersion(Statement statement, int version) throws SQLException;

  /** The type of a primary key that counts by itself. */
  String counter();

  /**
   * Looks, once it is migrated, whether this is the database of this data folder.
   *
   * @throws io.footnote.serve.engine.model.FootnoteException if it is not
   */
  void checkOwner(Connection connection) throws SQLException, IOException;

  /** Whether a connection that failed can be used no longer. */
  boolean isLost(Connection connection);

  /** Adapts what is bound to what the database can hold. */
  default void configure(Jdbi jdbi) {}

  /** Leaves nothing of what was deleted in files beside the tables, as far as that can be done. */
  void emptyLog(Handle handle);
}
