package io.footnote.serve.engine.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests, newest first.
 *
 * @param nextCursor where to go on; null on the last page
 */
public record TracePage(List<TraceInfo> traces, @Nullable String nextCursor) {
  public static final int MAX_LIMIT = 1000;

  public TracePage {
    traces = List.copyOf(traces);
  }
}
