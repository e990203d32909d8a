package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/** Whoever asked left, so the work for it ended early; nobody reads this but traces and logs. */
public class CancelledException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public CancelledException(String message, @Nullable Throwable cause) {
    super("cancelled", null, message, cause);
  }

  /**
   * To be called by work that waits for nothing, every few milliseconds.
   *
   * @throws CancelledException if the thread is interrupted
   */
  public static void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException("the request was cancelled", null);
    }
  }

  /** Whether a failure comes of an interrupt. */
  public static boolean isCauseOf(Throwable failure) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CancelledException || t instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }
}
