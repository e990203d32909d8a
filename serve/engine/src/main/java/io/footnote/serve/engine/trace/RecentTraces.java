package io.footnote.serve.engine.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The latest traces of any kind, in memory. Thread-safe. */
final class RecentTraces {
  /** A trace is a few kilobytes, so this many stay far below the size of one model. */
  static final int CAPACITY = 1000;

  private final Map<String, Trace> traces =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Trace> eldest) {
          return size() > CAPACITY;
        }
      };

  /** Keeps a trace, forgetting the oldest when full. */
  synchronized void add(Trace trace) {
    traces.put(trace.traceId(), trace);
  }

  synchronized void forget(Predicate<Trace> which) {
    traces.values().removeIf(which);
  }

  synchronized List<Trace> all() {
    return List.copyOf(traces.values());
  }

  synchronized Optional<Trace> find(String traceId) {
    return Optional.ofNullable(traces.get(traceId));
  }
}
