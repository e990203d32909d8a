package io.footnote.index.lucene;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges one index's segments on threads that all indexes share. Lucene's {@code
 * ConcurrentMergeScheduler} starts threads of its own for every index, so a server of fifty
 * collections would merge on a hundred threads.
 *
 * <p>Of each index at most {@link #MAX_CONCURRENT} merges run or wait for a thread. A thread goes
 * on with the next merge of the same index when it has ended one. When {@link #MAX_BACKLOG} flushes
 * in a row found both busy, the writing thread waits for one, so writing cannot outrun merging.
 */
final class PooledMergeScheduler extends MergeScheduler {
  private static final Logger LOG = LoggerFactory.getLogger(PooledMergeScheduler.class);
  private static final int MAX_CONCURRENT = 2;
  private static final int MAX_BACKLOG = 20;

  private final String index;
  private final ExecutorService threads;
  private int running;
  private int backlog;

  PooledMergeScheduler(String index, ExecutorService threads) {
    this.index = index;
    this.threads = threads;
  }

  @Override
  public void merge(MergeSource source, MergeTrigger trigger) throws IOException {
    if (trigger == MergeTrigger.MERGE_FINISHED) {
      return; // the thread that finished it asks for the next one
    }
    synchronized (this) {
      if (!source.hasPendingMerges()) {
        return;
      }
      if (running == MAX_CONCURRENT && ++backlog > MAX_BACKLOG) {
        awaitFewerThan(MAX_CONCURRENT);
      }
      if (running < MAX_CONCURRENT) {
        running++;
        threads.execute(() -> mergeAll(source));
      }
    }
  }

  private void mergeAll(MergeSource source) {
    try {
      while (true) {
        MergePolicy.OneMerge merge = source.getNextMerge();
        if (merge == null) {
          return;
        }
        source.merge(merge);
      }
    } catch (AlreadyClosedException e) {
      LOG.debug("index {} was closed before it could merge", index, e);
    } catch (IOException | RuntimeException e) {
      // Lucene has closed the writer if the index could be harmed; the next change says so.
      LOG.error("index {}: a merge failed", index, e);
    } finally {
      synchronized (this) {
        running--;
        backlog = 0;
        notifyAll();
      }
    }
  }

  /** Waits until no merge of this index runs or waits for a thread. */
  synchronized void awaitIdle() {
    awaitFewerThan(1);
  }

  /**
   * Waits so long at most.
   *
   * @return whether no merge of this index runs or waits for a thread
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  synchronized boolean awaitIdle(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long left = patience.toNanos(); running > 0 && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return running == 0;
  }

  /** Waits for merges that run; Lucene has aborted them before if the writer rolls back. */
  @Override
  public synchronized void close() {
    awaitFewerThan(1);
  }

  private synchronized void awaitFewerThan(int limit) {
    boolean interrupted = false;
    while (running >= limit) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
