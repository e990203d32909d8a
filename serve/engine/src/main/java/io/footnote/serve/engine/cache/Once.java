package io.footnote.serve.engine.cache;

import io.footnote.serve.engine.model.UnavailableException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made once: who wants it while it is made waits for it. If making it fails,
 * whoever made it is told, and whoever waited longest makes it. Thread-safe.
 */
public final class Once<T> {
  private final ReentrantLock making = new ReentrantLock(/* fair= */ true);
  private @Nullable T made;

  /**
   * @param maker called unless it was made before
   * @throws UnavailableException if the thread is interrupted while it waits
   */
  public T get(Supplier<T> maker) {
    try {
      making.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          "interrupted", null, "interrupted while waiting for who asks the same", e);
    }
    try {
      T known = made;
      if (known == null) {
        known = maker.get();
        made = known;
      }
      return known;
    } finally {
      making.unlock();
    }
  }
}
