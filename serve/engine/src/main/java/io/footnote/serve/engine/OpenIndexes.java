package io.footnote.serve.engine;

import io.footnote.index.IdleClosingIndexes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The indexes of a process, with the thread that looks now and then which are idle. */
final class OpenIndexes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIndexes.class);

  /** Looking is cheap, but a minute more or less makes no difference. */
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  private static final int LOOKS_PER_IDLE_TIME = 4;

  private final IdleClosingIndexes indexes;
  private final ScheduledExecutorService thread;

  /**
   * @param indexes taken over, closed with this
   * @param idle how long an index must be unused to be closed
   */
  OpenIndexes(IdleClosingIndexes indexes, Duration idle) {
    this.indexes = indexes;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("footnote-idle").daemon().factory());
    Duration interval = idle.dividedBy(LOOKS_PER_IDLE_TIME);
    long millis = Math.clamp(interval.toMillis(), 1, LONGEST_INTERVAL.toMillis());
    var _ = thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  IdleClosingIndexes indexes() {
    return indexes;
  }

  private void look() {
    try {
      int closed = indexes.closeIdle();
      if (closed > 0) {
        LOG.debug("closed {} idle collections", closed);
      }
    } catch (RuntimeException e) {
      // Else the executor would never look again; the index says it itself when it is next used.
      LOG.warn("an idle collection could not be closed", e);
    }
  }

  @Override
  public void close() {
    thread.close();
    indexes.close();
  }
}
