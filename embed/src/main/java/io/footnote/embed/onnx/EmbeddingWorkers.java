package io.footnote.embed.onnx;

import io.footnote.embed.BackgroundThreads;
import io.footnote.embed.onnx.WorkerPool.Work;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;

/**
 * Three bounded pools of platform threads: for queries, for passages that somebody waits for, for
 * bulk.
 *
 * <p>A query never waits for a bulk run, not even for those in flight, which take a hundred
 * milliseconds where a query takes a few: it gets a thread at once, and the operating system
 * prefers it to those of bulk ({@link BackgroundThreads}). More queries than threads wait in order
 * of arrival, and bulk goes on however many there are. Passages of one answer are many runs, so
 * queries do not queue behind these either.
 */
final class EmbeddingWorkers implements AutoCloseable {
  private final WorkerPool interactive;
  private final WorkerPool awaited;
  private final WorkerPool bulk;

  EmbeddingWorkers(int threads) {
    interactive = new WorkerPool(threads, usual("embed-query-"), Work.EMBEDDING);
    awaited = new WorkerPool(threads, usual("embed-awaited-"), Work.EMBEDDING);
    bulk = new WorkerPool(threads, BackgroundThreads.factory("embed-bulk-"), Work.EMBEDDING);
  }

  private static ThreadFactory usual(String name) {
    return Thread.ofPlatform().daemon().name(name, 0).factory();
  }

  /** Runs {@code task} on a thread for queries and waits for its result. */
  <T> T interactive(Callable<T> task) {
    return interactive.call(task);
  }

  /** As {@link #bulk}, while somebody waits. */
  void awaited(int count, IntConsumer task) {
    awaited.forEach(count, task);
  }

  /** Runs {@code task} for each index below {@code count}, several at once, and waits for all. */
  void bulk(int count, IntConsumer task) {
    bulk.forEach(count, task);
  }

  /** Lets the runs in flight end, drops what waits, and returns when no thread is left. */
  @Override
  public void close() {
    List<WorkerPool> pools = List.of(interactive, awaited, bulk);
    pools.forEach(WorkerPool::stop);
    pools.forEach(WorkerPool::close);
  }
}
