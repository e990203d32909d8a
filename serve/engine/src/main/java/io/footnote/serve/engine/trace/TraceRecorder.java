package io.footnote.serve.engine.trace;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.TraceMark;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.trace.TraceStage.ModelUse;
import io.footnote.serve.engine.trace.TraceStage.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records one request into a {@link TraceStore} when it is finished or closed, whether it failed or
 * not. For the thread of that request.
 */
public final class TraceRecorder implements AutoCloseable {
  private final String traceId;
  private final Principal principal;
  private final String kind;
  private final String input;
  private final Clock clock;
  private final Deadlines deadlines;
  private final TraceStore store;
  private final Instant started;
  private final List<TraceStage> stages = new ArrayList<>();
  private final Set<Source> sources = new HashSet<>();
  private @Nullable String error;
  private boolean finished;

  TraceRecorder(
      String traceId,
      Principal principal,
      String kind,
      String input,
      Clock clock,
      Deadlines deadlines,
      TraceStore store) {
    this.traceId = traceId;
    this.principal = principal;
    this.kind = kind;
    this.input = input;
    this.clock = clock;
    this.deadlines = deadlines;
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

  /** Names documents that the stages take from. */
  public void takesFrom(Set<Source> documents) {
    sources.addAll(documents);
  }

  /**
   * Runs a stage and records it.
   *
   * @param stageInput what it gets, masked
   * @param outcome says what it made, masked
   * @throws UnavailableException if it is late
   * @throws CancelledException if whoever asked left
   */
  public <T> T stage(
      String name, String stageInput, Supplier<T> work, Function<T, Outcome> outcome) {
    long from = elapsedMillis();
    T result;
    try {
      result = attempt(deadlines.of(name), work);
    } catch (RuntimeException e) {
      throw failed(name, stageInput, from, e);
    }
    record(name, Status.DONE, stageInput, from, outcome.apply(result));
    return result;
  }

  /**
   * Runs a stage that the request can do without, and skips it when it is late.
   *
   * @param instead what to go on with then
   * @throws CancelledException if whoever asked left
   */
  public <T extends @Nullable Object> T optional(
      String name,
      String stageInput,
      Supplier<T> work,
      Function<T, Outcome> outcome,
      Supplier<T> instead) {
    long from = elapsedMillis();
    T result;
    try {
      result = attempt(deadlines.optional(), work);
    } catch (LateException e) {
      record(name, Status.SKIPPED, stageInput, from, Outcome.of("skipped: " + e.getMessage()));
      return instead.get();
    } catch (RuntimeException e) {
      throw failed(name, stageInput, from, e);
    }
    record(name, Status.DONE, stageInput, from, outcome.apply(result));
    return result;
  }

  /** Records a stage that the operator switched off. */
  public void switchedOff(String name, String stageInput) {
    record(
        name,
        Status.SKIPPED,
        stageInput,
        elapsedMillis(),
        Outcome.of("skipped: switched off by skip_stages"));
  }

  private static <T extends @Nullable Object> T attempt(Duration deadline, Supplier<T> work) {
    CancelledException.throwIfInterrupted();
    try (Alarm alarm = new Alarm(deadline)) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        throw alarm.rang() ? new LateException(deadline, e) : e;
      }
    }
  }

  /** Records a stage that ends the request; returns what the request fails with, marked. */
  private RuntimeException failed(String name, String stageInput, long from, RuntimeException e) {
    return TraceMark.on(ended(name, stageInput, from, e), traceId);
  }

  private RuntimeException ended(String name, String stageInput, long from, RuntimeException e) {
    if (e instanceof LateException late) {
      end(name, Status.LATE, stageInput, from, "late: " + late.getMessage());
      return new UnavailableException(
          "stage_late",
          null,
          "the request was given up, because its stage '%s' took more than %d ms; try again, or raise answer_timeout_seconds if a model is only slow"
              .formatted(name, late.deadline().toMillis()),
          late);
    }
    if (CancelledException.isCauseOf(e)) {
      end(name, Status.CANCELLED, stageInput, from, "cancelled: whoever asked left");
      return e instanceof CancelledException
          ? e
          : new CancelledException("the request was cancelled", e);
    }
    String type = e.getClass().getSimpleName();
    String code = e instanceof FootnoteException known ? known.code() : type;
    end(name, Status.FAILED, stageInput, from, "failed: " + code);
    return e;
  }

  private void end(String name, Status status, String stageInput, long from, String why) {
    error = name + ": " + why;
    record(name, status, stageInput, from, Outcome.of(why));
  }

  private void record(String name, Status status, String stageInput, long from, Outcome made) {
    stages.add(
        new TraceStage(
            name,
            status,
            stageInput,
            made.output,
            from,
            elapsedMillis() - from,
            made.tokens,
            made.model,
            made.dropped));
  }

  /** Keeps the trace as it is now; what follows is not part of it. */
  public void finish() {
    finish(() -> null);
  }

  /**
   * Keeps the trace and what its stages were given.
   *
   * @param recording masked; asked only if it will be kept
   */
  public void finish(Supplier<@Nullable String> recording) {
    if (finished) {
      return;
    }
    finished = true;
    String kept = store.keeps(trace(false)) ? recording.get() : null;
    store.add(trace(kept != null), kept);
  }

  private Trace trace(boolean replayable) {
    return new Trace(
        traceId,
        principal,
        kind,
        input,
        started,
        elapsedMillis(),
        stages,
        error,
        sources,
        replayable);
  }

  @Override
  public void close() {
    finish();
  }

  /**
   * What a stage made.
   *
   * @param output summary, masked
   * @param model what a language model did for it; null if none was asked
   */
  public record Outcome(
      String output, int tokens, List<Dropped> dropped, @Nullable ModelUse model) {
    public Outcome(String output, int tokens, List<Dropped> dropped) {
      this(output, tokens, dropped, null);
    }

    /** A summary without tokens or losses. */
    public static Outcome of(String output) {
      return new Outcome(output, 0, List.of());
    }
  }
}
