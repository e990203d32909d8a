package io.footnote.ingest;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Prepares documents on a pool and hands them over in the order of their sources. A thread of its
 * own lists the sources; it waits while too many documents, or too large ones, are on their way.
 */
final class PreparedQueue implements AutoCloseable {
  private static final int MAX_DOCUMENTS = 256;
  private static final int MAX_WEIGHT = 16_384;
  private static final int MIN_WEIGHT = 256;
  private static final int BYTES_PER_WEIGHT = 4096;

  /**
   * What is on its way takes several times its size for a moment and must not fill a small heap.
   */
  private static final int SHARE_OF_THE_HEAP = 16;

  private static final long POLL_MILLIS = 100;

  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(MAX_DOCUMENTS);
  private final int maxWeight = maxWeight(Runtime.getRuntime().maxMemory());
  private final Semaphore weight = new Semaphore(maxWeight);
  private final ExecutorService pool;
  private final BooleanSupplier cancelled;
  private final Thread reader;
  private volatile boolean closed;

  /**
   * @param listing hands over document after document, until it is told not to go on
   */
  PreparedQueue(
      ExecutorService pool, Consumer<Predicate<Preparing>> listing, BooleanSupplier cancelled) {
    this.pool = pool;
    this.cancelled = cancelled;
    this.reader =
        Thread.ofPlatform().daemon().name("footnote-sources").start(() -> readAll(listing));
  }

  /**
   * One document on its way.
   *
   * @param weight to be given back by {@link #release} once it is indexed
   */
  record Item(Future<Outcome> outcome, int weight, boolean last) {}

  /**
   * The next document.
   *
   * @param idle called again and again while there is nothing yet
   * @return null after the last one
   */
  @Nullable Item next(Runnable idle) throws InterruptedException {
    Item item = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    while (item == null) {
      idle.run();
      item = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
    return item.last() ? rethrow(item, idle) : item;
  }

  /** Waits for a result, calling {@code idle} again and again until it is there. */
  static <T> T await(Future<T> result, Runnable idle) throws InterruptedException {
    while (true) {
      try {
        return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        idle.run();
      } catch (ExecutionException e) {
        throw EmbeddingBatches.unwrap(e);
      }
    }
  }

  /** A sixteenth of the heap, 64 MiB at most, in units of {@link #BYTES_PER_WEIGHT}. */
  static int maxWeight(long heapBytes) {
    return Math.clamp(heapBytes / SHARE_OF_THE_HEAP / BYTES_PER_WEIGHT, MIN_WEIGHT, MAX_WEIGHT);
  }

  /** Makes room for what comes behind. */
  void release(Item item) {
    weight.release(item.weight());
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      item.outcome().cancel(true);
    }
  }

  /** The last item carries what ended the listing, if it failed. */
  private static @Nullable Item rethrow(Item last, Runnable idle) throws InterruptedException {
    await(last.outcome(), idle);
    return null;
  }

  private void readAll(Consumer<Predicate<Preparing>> listing) {
    CompletableFuture<Outcome> end = new CompletableFuture<>();
    try {
      listing.accept(this::submit);
      end.complete(new Outcome.Unchanged());
    } catch (RuntimeException | Error e) { // whatever it is, the other side must not wait for ever
      end.completeExceptionally(e);
    }
    put(new Item(end, 0, true));
  }

  private boolean submit(Preparing document) {
    if (closed || cancelled.getAsBoolean()) {
      return false;
    }
    int itemWeight = Math.clamp(document.weight() / BYTES_PER_WEIGHT + 1, 1, maxWeight);
    try {
      weight.acquire(itemWeight);
    } catch (InterruptedException e) {
      return false; // closed: nobody waits for more
    }
    return put(new Item(pool.submit(document.work()), itemWeight, false));
  }

  private boolean put(Item item) {
    try {
      queue.put(item);
      return true;
    } catch (InterruptedException e) {
      item.outcome().cancel(true); // closed: nobody waits for it
      return false;
    }
  }
}
