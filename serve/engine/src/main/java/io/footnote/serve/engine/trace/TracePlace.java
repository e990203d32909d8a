package io.footnote.serve.engine.trace;

import io.footnote.serve.engine.model.InvalidRequestException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order in which traces are listed: newest first, those of one moment by id.
 *
 * @param millis since 1970
 */
record TracePlace(long millis, String traceId) implements Comparable<TracePlace> {
  private static final Comparator<TracePlace> ORDER =
      Comparator.comparingLong(TracePlace::millis)
          .reversed()
          .thenComparing(TracePlace::traceId, Comparator.reverseOrder());

  private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})-(.{1,100})");

  static TracePlace of(Trace trace) {
    return new TracePlace(trace.started().toEpochMilli(), trace.traceId());
  }

  /**
   * @throws InvalidRequestException if no page ended there
   */
  static TracePlace read(String cursor) {
    Matcher parts = CURSOR.matcher(cursor);
    if (!parts.matches()) {
      throw new InvalidRequestException(
          "invalid_cursor",
          "cursor",
          "'" + cursor + "' is no cursor; take it from next_cursor of the page before");
    }
    return new TracePlace(Long.parseLong(parts.group(1)), parts.group(2));
  }

  String cursor() {
    return millis + "-" + traceId;
  }

  @Override
  public int compareTo(TracePlace other) {
    return ORDER.compare(this, other);
  }
}
