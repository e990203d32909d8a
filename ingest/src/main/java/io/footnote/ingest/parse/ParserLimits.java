package io.footnote.ingest.parse;

import java.time.Duration;

/**
 * What a parser in a process of its own may use.
 *
 * @param processes how many run side by side, at least 1
 * @param heapMegabytes memory of each
 * @param timeout for one document
 * @param idle after which a process without work ends
 */
public record ParserLimits(int processes, int heapMegabytes, Duration timeout, Duration idle) {
  public ParserLimits {
    if (processes < 1) {
      throw new IllegalArgumentException("processes must be at least 1, but got: " + processes);
    }
    if (heapMegabytes < 64) {
      throw new IllegalArgumentException(
          "heapMegabytes must be at least 64, but got: " + heapMegabytes);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, but got: " + timeout);
    }
  }

  /** Two processes of 512 MB, two minutes for a document, idle ones end after one minute. */
  public static ParserLimits ofDefaults() {
    return new ParserLimits(2, 512, Duration.ofMinutes(2), Duration.ofMinutes(1));
  }
}
