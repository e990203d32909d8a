package io.footnote.serve.engine.trace;

import io.footnote.index.model.Principal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The latest traces, in memory. Thread-safe. */
public final class TraceStore {
  /** A trace is a few kilobytes, so this many stay far below the size of one model. */
  public static final int DEFAULT_CAPACITY = 1000;

  private final Clock clock;
  private final Supplier<String> ids;
  private final Map<String, Trace> traces;

  /**
   * @param capacity how many traces are kept, at least 1
   * @param ids fresh unique names, for traces
   */
  public TraceStore(int capacity, Clock clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
    traces =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Trace> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Begins the trace of a request; it is kept when the recorder is closed.
   *
   * @param kind {@code search} or {@code ask}
   * @param input the query or question, already masked
   */
  public TraceRecorder begin(Principal principal, String kind, String input) {
    return new TraceRecorder(ids.get(), principal, kind, input, clock, this);
  }

  /** Keeps a trace, forgetting the oldest when full. */
  synchronized void add(Trace trace) {
    traces.put(trace.traceId(), trace);
  }

  /** Forgets the traces that name one of these documents: they may quote it. */
  public synchronized void forgetNaming(Set<String> documentIds) {
    traces.values().removeIf(trace -> documentIds.stream().anyMatch(trace::names));
  }

  /** A trace, if {@code principal} asked for it or is an operator. */
  public synchronized Optional<Trace> find(Principal principal, String traceId) {
    return Optional.ofNullable(traces.get(traceId))
        .filter(trace -> principal.operator() || trace.principal().equals(principal));
  }
}
