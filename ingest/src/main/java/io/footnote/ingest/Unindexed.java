package io.footnote.ingest;

import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.Outcome.PreparedDocument;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Content hashes of documents that were prepared, and of which text and original may be kept, but
 * that the index was not given: what a run that ends early leaves behind. Thread-safe.
 */
final class Unindexed {
  /** Whoever prepares a document when the run ends was interrupted and is about to end. */
  private static final long PATIENCE_NANOS = 500_000_000;

  private final Set<String> hashes = new HashSet<>();
  private int working;

  /** The same work; what comes of it is noted. */
  Callable<Outcome> noted(Callable<Outcome> work) {
    return () -> {
      begin();
      Outcome outcome = null;
      try {
        outcome = work.call();
        return outcome;
      } finally {
        end(outcome);
      }
    };
  }

  private synchronized void begin() {
    working++;
  }

  private synchronized void end(@Nullable Outcome outcome) {
    if (outcome instanceof Outcome.Ready ready) {
      for (PreparedDocument document : ready.documents()) {
        hashes.add(document.record().contentHash());
      }
    }
    working--;
    notifyAll();
  }

  /** The index has it now. */
  synchronized void indexed(DocumentRecord document) {
    hashes.remove(document.contentHash());
  }

  /** What the index was not given, once nobody prepares anything any more. */
  synchronized Set<String> left() {
    long until = System.nanoTime() + PATIENCE_NANOS;
    try {
      for (long left = PATIENCE_NANOS; working > 0 && left > 0; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what is noted by now is what there is
    }
    return Set.copyOf(hashes);
  }
}
