package io.footnote.serve.engine.trace;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when its time is over, and takes the interrupt back when it is
 * closed. An interrupt by somebody else that comes within the same moment may go with it, so who
 * means to stop the thread for good interrupts it again.
 */
final class Alarm implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Thread worker = Thread.currentThread();
  private final ScheduledFuture<?> bell;
  private boolean rung;
  private boolean closed;

  Alarm(Duration after) {
    bell = CLOCK.schedule(this::ring, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("footnote-deadlines").daemon(true).factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private synchronized void ring() {
    if (!closed) {
      rung = true;
      worker.interrupt();
    }
  }

  /** Ends it; whether the time was over. */
  synchronized boolean rang() {
    if (!closed) {
      closed = true;
      bell.cancel(false);
      if (rung) {
        boolean _ = Thread.interrupted();
      }
    }
    return rung;
  }

  @Override
  public void close() {
    boolean _ = rang();
  }
}
