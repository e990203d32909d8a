package io.footnote.index.lucene;

import io.footnote.index.IndexException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes, refreshes and commits an index. Callers wait, so changes happen in
 * the order of the calls and a refresh or commit never falls into the middle of a document.
 */
final class OwnerThread implements AutoCloseable {
  private final String index;
  private final ExecutorService executor;
  private volatile @Nullable Thread thread;

  OwnerThread(String index) {
    this.index = index;
    executor =
        Executors.newSingleThreadExecutor(task -> {
          Thread owner =
              Thread.ofPlatform().name("footnote-index-" + index).daemon().unstarted(task);
          thread = owner;
          return owner;
        });
  }

  /** Runs a task on the owner thread; throws what it throws. */
  <T> T call(Callable<T> task) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "index "
              + index
              + " cannot be changed from the chunks of a document that is being put into it");
    }
    Future<T> result;
    try {
      result = executor.submit(task);
    } catch (RejectedExecutionException e) {
      throw new IndexException("index " + index + " is closed", e);
    }
    return SearchPool.await(result);
  }

  @Override
  public void close() {
    executor.close();
  }
}
