package io.footnote.serve.engine.trace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * Which traces of answers are kept in the state database, and for how long.
 *
 * @param retention how long each is kept; zero keeps none
 * @param samplePercent how many of a hundred answers that came about as they should, 0 to 100;
 *     traces of failures are kept always
 */
public record TraceKeeping(Duration retention, int samplePercent) {
  /** All of a month: long enough for the question "why did it say that last week?". */
  public static final TraceKeeping STANDARD = new TraceKeeping(Duration.ofDays(30), 100);

  public TraceKeeping {
    if (retention.isNegative()) {
      throw new IllegalArgumentException("retention must be at least 0, but got: " + retention);
    }
    if (samplePercent < 0 || samplePercent > 100) {
      throw new IllegalArgumentException(
          "samplePercent must be from 0 to 100, but got: " + samplePercent);
    }
  }

  /** Whether a trace is to be kept; the same id is always answered the same. */
  boolean keeps(Trace trace) {
    boolean answer = trace.kind().equals("ask") || trace.kind().equals("check");
    return answer && retention.isPositive() && (trace.error() != null || sampled(trace.traceId()));
  }

  private boolean sampled(String traceId) {
    CRC32 hash = new CRC32();
    hash.update(traceId.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % 100 < samplePercent;
  }
}
