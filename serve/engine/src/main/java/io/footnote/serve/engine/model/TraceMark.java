package io.footnote.serve.engine.model;

import java.util.Arrays;
import java.util.Optional;

/** Left in the failure of a request: which trace tells what led to it. Never thrown. */
public final class TraceMark extends Exception {
  private static final long serialVersionUID = 1L;
  private final String traceId;

  private TraceMark(String traceId) {
    super("trace " + traceId, null, false, false);
    this.traceId = traceId;
  }

  /** Leaves a mark in {@code failure}, unless it has one. */
  public static <E extends Throwable> E on(E failure, String traceId) {
    if (in(failure).isEmpty()) {
      failure.addSuppressed(new TraceMark(traceId));
    }
    return failure;
  }

  /** The trace of the request that failed; empty if it had none yet. */
  public static Optional<String> in(Throwable failure) {
    return Arrays.stream(failure.getSuppressed())
        .filter(TraceMark.class::isInstance)
        .map(mark -> ((TraceMark) mark).traceId)
        .findFirst();
  }
}
