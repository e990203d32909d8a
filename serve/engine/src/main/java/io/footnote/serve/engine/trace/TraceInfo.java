package io.footnote.serve.engine.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request in a list.
 *
 * @param kind as of {@link Trace#kind}
 * @param input the query or question, masked
 * @param error the stage that ended the request too early, and why; null if none did
 * @param replayable whether its stages can be run again
 */
public record TraceInfo(
    String traceId,
    String kind,
    String input,
    Instant started,
    long millis,
    @Nullable String error,
    boolean replayable) {
  static TraceInfo of(Trace trace) {
    return new TraceInfo(
        trace.traceId(),
        trace.kind(),
        trace.input(),
        trace.started(),
        trace.millis(),
        trace.error(),
        trace.replayable());
  }
}
