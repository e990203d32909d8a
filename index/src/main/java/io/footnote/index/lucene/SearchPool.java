package io.footnote.index.lucene;

import io.footnote.index.IndexException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Platform threads for search, shared by all collections, so that any number of virtual threads
 * searches with as many cores as there are. Tasks never wait for other tasks of the pool.
 */
final class SearchPool implements AutoCloseable {
  private final ExecutorService threads;

  SearchPool(int size) {
    threads =
        Executors.newFixedThreadPool(
            size, Thread.ofPlatform().name("footnote-search-", 1).daemon().factory());
  }

  <T> Future<T> submit(Callable<T> task) {
    try {
      return threads.submit(task);
    } catch (RejectedExecutionException e) {
      throw new IndexException("the indexes are closed", e);
    }
  }

  /**
   * Waits for a result even if the thread is interrupted: the searcher that the task reads from
   * must not be given back before.
   */
  static <T> T await(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw Failures.rethrow(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until all have ended, well or not: they read from the caller's searcher. */
  static void awaitEnd(Future<?>... futures) {
    boolean interrupted = false;
    for (Future<?> future : futures) {
      while (!future.isDone()) {
        try {
          future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          break; // whoever asks for the result is told
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
