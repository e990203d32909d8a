package io.footnote.serve.engine.trace;

import io.footnote.index.model.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest traces, in memory. Thread-safe. */
public final class TraceStore {
  /** A trace is a few kilobytes, so this many stay far below the size of one model. */
  public static final int DEFAULT_CAPACITY = 1000;

  private final Map<String, Trace> traces;

  public TraceStore(int capacity) {
    traces =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Trace> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Keeps a trace, forgetting the oldest when full. */
  public synchronized void add(Trace trace) {
    traces.put(trace.traceId(), trace);
  }

  /** A trace, if {@code principal} asked for it or is an operator. */
  public synchronized Optional<Trace> find(Principal principal, String traceId) {
    return Optional.ofNullable(traces.get(traceId))
        .filter(trace -> principal.operator() || trace.principal().equals(principal));
  }
}
