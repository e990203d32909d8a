package io.footnote.serve.engine.state;

import io.footnote.serve.engine.model.UnavailableException;
import java.io.IOException;
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
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state database, opened by the first call that needs it. All statements run on one platform
 * thread of its own: they are short, SQLite has one writer anyway, and its native calls would pin
 * virtual threads. A connection to a server that is lost is made anew by the next call.
 * Thread-safe; several processes may use the same database.
 */
public final class StateDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateDatabase.class);

  /** More waiting calls than this mean that the disk does not keep up. */
  private static final int MAX_WAITING = 1024;

  /** The file in the data folder, where state is not kept elsewhere. */
  static final String FILE = "state.db";

  private final Vendor vendor;
  private final ThreadPoolExecutor thread;
  private @Nullable Handle handle; // confined to thread

  /** An SQLite file. */
  public StateDatabase(Path file) {
    this(new Sqlite(file));
  }

  /**
   * Where a data folder's state is kept.
   *
   * @param ids fresh unique names
   */
  public static StateDatabase of(StateLocation location, Path folder, Supplier<String> ids) {
    return switch (location) {
      case StateLocation.InDataFolder() -> new StateDatabase(folder.resolve(FILE));
      case StateLocation.Postgres postgres ->
          new StateDatabase(new Postgres(postgres, new OwnerFile(folder), ids));
    };
  }

  /**
   * What state is kept in, for people. Connects, if that is how to find out, but changes nothing.
   *
   * @throws UnavailableException if it cannot be reached
   */
  public static String describe(StateLocation location, Path folder) {
    return switch (location) {
      case StateLocation.InDataFolder() -> "SQLite, " + folder.resolve(FILE);
      case StateLocation.Postgres postgres -> {
        try {
          yield new Postgres(postgres, new OwnerFile(folder), () -> "").product();
        } catch (SQLException e) {
          throw new UnavailableException(
              "state_unreachable",
              null,
              "the state database %s cannot be used: %s".formatted(postgres.url(), e.getMessage()),
              e);
        }
      }
    };
  }

  private StateDatabase(Vendor vendor) {
    this.vendor = vendor;
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
   * Whether it is there, or will be when all that was asked for is done; a database that is not
   * there is empty and need not be opened.
   */
  public boolean exists() {
    return thread.getPoolSize() > 0 || vendor.exists();
  }

  /**
   * Connects to a server, so that what is wrong with it is known at once; a file is opened when it
   * is needed.
   */
  public void start() {
    if (vendor.connectsFirst()) {
      boolean _ = transact(handle -> true);
    }
  }

  /** Runs {@code work} in one transaction; durable when this returns. */
  public <T> T transact(HandleCallback<T, RuntimeException> work) {
    return await(() -> run(handle -> handle.inTransaction(work)));
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
          boolean _ =
              run(handle -> {
                handle.useTransaction(work);
                return true;
              });
        } catch (SQLException | IOException | RuntimeException e) {
          LOG.warn("{} could not be written to {}", what, vendor.address(), e);
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.warn("{} could not be written: {} is closed or overloaded", what, vendor.address(), e);
    }
  }

  /**
   * Writes all that was committed into the database file itself and empties the log beside it,
   * which else keeps what was deleted. Does nothing as long as another process reads.
   */
  public void emptyLog() {
    boolean _ =
        await(() ->
            run(handle -> {
              vendor.emptyLog(handle);
              return true;
            }));
  }

  private <T> T run(HandleCallback<T, RuntimeException> work) throws SQLException, IOException {
    Handle open = handle();
    try {
      return work.withHandle(open);
    } catch (JdbiException e) {
      if (vendor.isLost(open.getConnection())) {
        handle = null;
        open.getConnection().close();
        throw new UnavailableException(
            "state_unreachable",
            null,
            "the connection to the state database %s was lost; try again"
                .formatted(vendor.address()),
            e);
      }
      throw e;
    }
  }

  private <T> T await(Callable<T> task) {
    Future<T> future;
    try {
      future = thread.submit(task);
    } catch (RejectedExecutionException e) {
      throw new UnavailableException(
          "state_busy",
          null,
          "the state database " + vendor.address() + " is closed or overloaded",
          e);
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
          "the state database " + vendor.address() + " cannot be used: " + e.getCause(),
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
      Connection connection = vendor.connect();
      try {
        Migrations.apply(connection, vendor);
        vendor.checkOwner(connection);
      } catch (SQLException | IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
      Jdbi jdbi = Jdbi.create(connection);
      vendor.configure(jdbi);
      open = jdbi.open();
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
