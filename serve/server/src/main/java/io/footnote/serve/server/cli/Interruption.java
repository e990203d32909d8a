package io.footnote.serve.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a command end in order when the process is told to end (Ctrl-C, {@code kill}). Either the
 * command goes on to its own end or what is to be done on a signal is done, never both; the exit
 * code of a signal is the system's, 128 and the signal's number.
 */
final class Interruption implements AutoCloseable {
  private final AtomicBoolean decided = new AtomicBoolean();
  private final Thread hook;
  private volatile Runnable onSignal;

  /** From now until {@link #close()} a signal runs {@code onSignal}, after which the JVM ends. */
  Interruption(Runnable onSignal) {
    this.onSignal = onSignal;
    hook =
        new Thread(
            () -> {
              if (decided.compareAndSet(false, true)) {
                this.onSignal.run();
              }
            },
            "interruption");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd(); // a signal came before
    }
  }

  /** Something else is to be done on a signal from now on. */
  void replace(Runnable next) {
    onSignal = next;
  }

  /** Does not return if a signal came: the process is ending. */
  @Override
  public void close() {
    if (!decided.compareAndSet(false, true)) {
      awaitEnd();
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd(); // a signal came just now; the hook has nothing to do
    }
  }

  private static void awaitEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
