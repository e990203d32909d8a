package io.footnote.serve.engine.state;

import io.footnote.serve.engine.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The state database, opened by the first call that needs it. All statements run on one platform
 * thread of its own: they are short, SQLite has one writer anyway, and its native calls would pin
 * virtual threads. Thread-safe; several processes may use the same file.
 */
public final class StateDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateDatabase.class);

  /** More waiting calls than this mean that the disk does not keep up. */
  private static final int MAX_WAITING = 1024;

  /** How long a statement waits for another process's write. */
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  private final Path file;
  private final ThreadPoolExecutor thread;
  private @Nullable Handle handle; // confined to thread

  public StateDatabase(Path file) {
    this.file = file;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("footnote-state").daemon(true).factory());
  }

  /**
   * Whether the file is there, or will be when all that was asked for is done; a database that is
   * not there is empty and need not be opened.
   */
  public boolean exists() {
    return thread.getPoolSize() > 0 || Files.exists(file);
  }

  /** Runs {@code work} in one transaction; durable when this returns. */
  public <T> T transact(HandleCallback<T, RuntimeException> work) {
    return await(() -> handle().inTransaction(work));
  }

  /**
   * Has {@code work} run in one transaction, after all that was asked for before, without waiting
   * for it. A failure is logged.
   *
   * @param what is written, for that log
   */
  public void later(String what, HandleConsumer<RuntimeException> work) {
    try {
      thread.execute(() -> {
        try {
          handle().useTransaction(work);
        } catch (SQLException | IOException | RuntimeException e) {
          LOG.warn("{} could not be written to {}", what, file, e);
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.warn("{} could not be written: {} is closed or overloaded", what, file, e);
    }
  }

  /**
   * Writes all that was committed into the database file itself and empties the log beside it,
   * which else keeps what was deleted. Does nothing as long as another process reads.
   */
  public void emptyLog() {
    Boolean _ =
        await(() -> {
          handle().execute("PRAGMA wal_checkpoint(TRUNCATE)");
          return true;
        });
  }

  private <T> T await(Callable<T> task) {
    Future<T> future;
    try {
      future = thread.submit(task);
    } catch (RejectedExecutionException e) {
      throw new UnavailableException(
          "state_busy", null, "the state database " + file + " is closed or overloaded", e);
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new UnavailableException(
          "state_unreadable",
          null,
          "the state database " + file + " cannot be used: " + e.getCause(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          "interrupted", null, "interrupted while waiting for the state database", e);
    }
  }

  private Handle handle() throws SQLException, IOException {
    Handle open = handle;
    if (open == null) {
      Path folder = file.toAbsolutePath().getParent();
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
      Connection connection = source.getConnection();
      try {
        Migrations.apply(connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
      open = Jdbi.create(connection).open();
      handle = open;
    }
    return open;
  }

  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    if (thread.getPoolSize() > 0) {
      await(() -> {
        Handle open = handle;
        if (open != null) {
          open.getConnection().close();
          handle = null;
        }
        return true;
      });
    }
    thread.shutdown();
  }
}
