package io.footnote.embed.onnx;

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
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of platform threads for model runs.
 *
 * <p>A call with many tasks puts at most one worker for each thread into the queue; each takes the
 * next index until none is left. So what waits costs no memory, and calls are served in order of
 * arrival.
 */
final class WorkerPool implements AutoCloseable {

  /** What the threads do, for messages. */
  enum Work {
    EMBEDDING("embedder", "embed", "embedding"),
    RERANKING("reranker", "rerank", "reranking");

    private final String worker;
    private final String verb;
    private final String noun;

    Work(String worker, String verb, String noun) {
      this.worker = worker;
      this.verb = verb;
      this.noun = noun;
    }
  }

  private final int threads;
  private final Work work;
  private final ExecutorService executor;
  private volatile boolean closing;

  WorkerPool(int threads, ThreadFactory factory, Work work) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but got: " + threads);
    }
    this.threads = threads;
    this.work = work;
    executor = Executors.newFixedThreadPool(threads, factory);
  }

  /** Runs {@code task} and waits for its result. */
  <T> T call(Callable<T> task) {
    return await(submit(task));
  }

  /** Runs {@code task} for each index below {@code count}, several at once, and waits for all. */
  void forEach(int count, IntConsumer task) {
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
        workers.add(submit(worker));
      }
      for (Future<?> running : workers) {
        await(running);
      }
    } finally {
      // Nothing more is started after a failure or an interrupt; else there is nothing left.
      next.set(count);
    }
  }

  private <T> Future<T> submit(Callable<T> task) {
    try {
      return executor.submit(task);
    } catch (RejectedExecutionException e) {
      throw closed(e);
    }
  }

  private <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      Thread.currentThread().interrupt();
      throw new EmbeddingException("interrupted while " + work.noun, e);
    } catch (CancellationException e) {
      throw closed(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EmbeddingException failure) {
        throw new EmbeddingException(String.valueOf(failure.getMessage()), e);
      }
      throw new EmbeddingException(work.noun + " failed: " + e.getCause(), e);
    }
  }

  private EmbeddingException closed(@Nullable Throwable cause) {
    return new EmbeddingException(
        "the %s is closed; open it again to %s".formatted(work.worker, work.verb), cause);
  }

  /** Refuses new work and drops what waits; runs in flight go on. */
  void stop() {
    closing = true;
    executor
        .shutdownNow()
        .forEach(task -> {
          if (task instanceof Future<?> future) {
            future.cancel(false);
          }
        });
  }

  /** Stops, lets the runs in flight end, and returns when no thread is left. */
  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
