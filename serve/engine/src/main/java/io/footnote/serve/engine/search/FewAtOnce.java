package io.footnote.serve.engine.search;

import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.UnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few callers at once do something costly; the others wait in order of arrival, and give up
 * after a while. Thread-safe.
 */
final class FewAtOnce {
  private final String what;
  private final Semaphore places;
  private final Duration patience;

  /**
   * @param what is done, in the plural, for messages
   * @param places how many at once, at least 1
   * @param patience how long a caller waits for a place
   */
  FewAtOnce(String what, int places, Duration patience) {
    this.what = what;
    this.places = new Semaphore(places, /* fair= */ true);
    this.patience = patience;
  }

  /**
   * @throws TooManyRequestsException if no place became free
   */
  <T> T call(Supplier<T> work) {
    if (!entered()) {
      throw new TooManyRequestsException(
          "too_many_" + what,
          null,
          "other %s have kept this one waiting for %d s; ask again later"
              .formatted(what, patience.toSeconds()));
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private boolean entered() {
    try {
      return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          "interrupted", null, "interrupted while waiting for other " + what, e);
    }
  }
}
