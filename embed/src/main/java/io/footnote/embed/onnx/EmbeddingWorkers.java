package io.footnote.embed.onnx;

import io.footnote.embed.BackgroundThreads;
import io.footnote.embed.onnx.WorkerPool.Work;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/**
 * Two bounded pools of platform threads: one for queries, one for bulk.
 *
 * <p>A query never waits for a bulk run, not even for those in flight, which take a hundred
 * milliseconds where a query takes a few: it gets a thread at once, and the operating system
 * prefers it to those of bulk ({@link BackgroundThreads}). More queries than threads wait in order
 * of arrival, and bulk goes on however many there are.
 */
final class EmbeddingWorkers implements AutoCloseable {
  private final WorkerPool interactive;
  private final WorkerPool bulk;

  EmbeddingWorkers(int threads) {
    interactive =
        new WorkerPool(
            threads,
            Thread.ofPlatform().daemon().name("embed-query-", 0).factory(),
            Work.EMBEDDING);
    bulk = new WorkerPool(threads, BackgroundThreads.factory("embed-bulk-"), Work.EMBEDDING);
  }

  /** Runs {@code task} on a thread for queries and waits for its result. */
  <T> T interactive(Callable<T> task) {
    return interactive.call(task);
  }

  /** Runs {@code task} for each index below {@code count}, several at once, and waits for all. */
  void bulk(int count, IntConsumer task) {
    bulk.forEach(count, task);
  }

  /** Lets the runs in flight end, drops what waits, and returns when no thread is left. */
  @Override
  public void close() {
    interactive.stop();
    bulk.stop();
    interactive.close();
    bulk.close();
  }
}
