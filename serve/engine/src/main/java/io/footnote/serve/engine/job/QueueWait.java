package io.footnote.serve.engine.job;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;

/** How long a caller is told to wait where the queue is full. */
final class QueueWait {
  /** In the absence of better knowledge. */
  private static final Duration USUAL = Duration.ofSeconds(10);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private QueueWait() {}

  /** Until a running job ends, as far as one knows: then a waiting one leaves the queue. */
  static Duration of(Collection<ActiveJob> jobs) {
    long millis =
        jobs.stream()
            .map(running -> running.job().progress().millisLeft())
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .min()
            .orElse(USUAL.toMillis());
    return Duration.ofMillis(Math.clamp(millis, SHORTEST.toMillis(), LONGEST.toMillis()));
  }
}
