package io.footnote.serve.engine.trace;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.Dropped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records one request into a {@link TraceStore} when closed, whether it failed or not. For the
 * thread of that request.
 */
public final class TraceRecorder implements AutoCloseable {
  private final String traceId;
  private final Principal principal;
  private final String kind;
  private final String input;
  private final Clock clock;
  private final TraceStore store;
  private final Instant started;
  private final List<TraceStage> stages = new ArrayList<>();
  private @Nullable String error;

  TraceRecorder(
      String traceId,
      Principal principal,
      String kind,
      String input,
      Clock clock,
      TraceStore store) {
    this.traceId = traceId;
    this.principal = principal;
    this.kind = kind;
    this.input = input;
    this.clock = clock;
    this.store = store;
    this.started = clock.instant();
  }

  public String traceId() {
    return traceId;
  }

  /** Milliseconds since the request began. */
  public long elapsedMillis() {
    return Math.max(0, clock.millis() - started.toEpochMilli());
  }

  /**
   * Runs a stage and records it.
   *
   * @param stageInput what it gets, masked
   * @param outcome says what it made, masked
   */
  public <T> T stage(
      String name, String stageInput, Supplier<T> work, Function<T, Outcome> outcome) {
    long from = clock.millis();
    T result;
    try {
      result = work.get();
    } catch (RuntimeException e) {
      error = name + ": " + e.getClass().getSimpleName();
      stages.add(new TraceStage(name, stageInput, "failed", since(from), 0, List.of()));
      throw e;
    }
    Outcome made = outcome.apply(result);
    stages.add(
        new TraceStage(name, stageInput, made.output, since(from), made.tokens, made.dropped));
    return result;
  }

  private long since(long from) {
    return Math.max(0, clock.millis() - from);
  }

  @Override
  public void close() {
    store.add(new Trace(traceId, principal, kind, input, started, elapsedMillis(), stages, error));
  }

  /**
   * What a stage made.
   *
   * @param output summary, masked
   */
  public record Outcome(String output, int tokens, List<Dropped> dropped) {
    /** A summary without tokens or losses. */
    public static Outcome of(String output) {
      return new Outcome(output, 0, List.of());
    }
  }
}
