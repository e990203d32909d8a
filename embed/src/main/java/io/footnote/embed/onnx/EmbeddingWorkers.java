package io.footnote.embed.onnx;

import io.footnote.embed.BackgroundThreads;
import io.footnote.embed.EmbeddingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Two bounded pools of platform threads: one for queries, one for bulk.
 *
 * <p>A query never waits for a bulk run, not even for those in flight, which take a hundred
 * milliseconds where a query takes a few: it gets a thread at once, and the operating system
 * prefers it to those of bulk ({@link BackgroundThreads}). More queries than threads wait in order
 * of arrival, and bulk goes on however many there are.
 *
 * <p>A bulk call puts at most one task for each thread into the queue; each takes the next index
 * until none is left. So what waits costs no memory, and calls are served in order of arrival.
 */
final class EmbeddingWorkers implements AutoCloseable {
  private final int threads;
  private final ExecutorService interactive;
  private final ExecutorService bulk;
  private volatile boolean closing;

  EmbeddingWorkers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but got: " + threads);
    }
    this.threads = threads;
    interactive =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("embed-query-", 0).factory());
    bulk = Executors.newFixedThreadPool(threads, BackgroundThreads.factory("embed-bulk-"));
  }

  /** Runs {@code task} on a thread for queries and waits for its result. */
  <T> T interactive(Callable<T> task) {
    return await(submit(interactive, task));
  }

  /** Runs {@code task} for each index below {@code count}, several at once, and waits for all. */
  void bulk(int count, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    Callable<Boolean> worker =
        () -> {
          boolean completed = false;
          try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              if (closing) {
                throw closed(null);
              }
              task.accept(i);
            }
            completed = true;
            return completed;
          } finally {
            if (!completed) {
              next.set(count);
            }
          }
        };
    List<Future<?>> workers = new ArrayList<>();
    try {
      for (int i = 0; i < Math.min(threads, count); i++) {
        workers.add(submit(bulk, worker));
      }
      for (Future<?> running : workers) {
        await(running);
      }
    } finally {
      // Nothing more is started after a failure or an interrupt; else there is nothing left.
      next.set(count);
    }
  }

  private static <T> Future<T> submit(ExecutorService pool, Callable<T> task) {
    try {
      return pool.submit(task);
    } catch (RejectedExecutionException e) {
      throw closed(e);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      Thread.currentThread().interrupt();
      throw new EmbeddingException("interrupted while embedding", e);
    } catch (CancellationException e) {
      throw closed(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EmbeddingException failure) {
        throw new EmbeddingException(String.valueOf(failure.getMessage()), e);
      }
      throw new EmbeddingException("embedding failed: " + e.getCause(), e);
    }
  }

  private static EmbeddingException closed(@Nullable Throwable cause) {
    return new EmbeddingException("the embedder is closed; open it again to embed", cause);
  }

  /** Lets the runs in flight end, drops what waits, and returns when no thread is left. */
  @Override
  public void close() {
    closing = true;
    List<ExecutorService> pools = List.of(interactive, bulk);
    pools.forEach(pool ->
        pool.shutdownNow()
            .forEach(task -> {
              if (task instanceof Future<?> future) {
                future.cancel(false);
              }
            }));
    boolean interrupted = false;
    for (ExecutorService pool : pools) {
      while (!pool.isTerminated()) {
        try {
          pool.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
