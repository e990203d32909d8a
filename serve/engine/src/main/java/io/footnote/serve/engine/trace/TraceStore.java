package io.footnote.serve.engine.trace;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.SourceReader;
import io.footnote.serve.engine.state.StateDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Traces: the latest of any kind in memory, those of answers in the state database. A trace is for
 * who asked and for operators; who asked reads what it says of documents as long as they may be
 * read. It goes with each document that it takes from. Thread-safe.
 */
public final class TraceStore {
  private final TraceKeeping keeping;
  private final Deadlines deadlines;
  private final RecentTraces recent = new RecentTraces();
  private final StoredTraces stored;
  private final SourceReader sources;
  private final Consumer<Trace> listener;
  private final Clock clock;
  private final Supplier<String> ids;

  /**
   * @param deadlines of the stages of all requests
   * @param sources tells which documents somebody may read now
   * @param listener gets each trace when it is finished, on the thread of its request
   * @param ids fresh unique names, for traces
   */
  public TraceStore(
      TraceKeeping keeping,
      Deadlines deadlines,
      StateDatabase database,
      SourceReader sources,
      Consumer<Trace> listener,
      Clock clock,
      Supplier<String> ids) {
    this.keeping = keeping;
    this.deadlines = deadlines;
    this.stored = new StoredTraces(database);
    this.sources = sources;
    this.listener = listener;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Begins the trace of a request; it is kept when the recorder is closed.
   *
   * @param kind as of {@link Trace#kind}
   * @param input the query or question, already masked
   */
  public TraceRecorder begin(Principal principal, String kind, String input) {
    return new TraceRecorder(ids.get(), principal, kind, input, clock, deadlines, this);
  }

  /**
   * Keeps a trace.
   *
   * @param recording what its stages were given, masked; null if there is nothing to replay
   */
  void add(Trace trace, @Nullable String recording) {
    recent.add(trace);
    listener.accept(trace);
    if (keeping.keeps(trace)) {
      stored.add(trace, recording, oldest());
    }
  }

  /** Whether a recording would be kept with this trace. */
  boolean keeps(Trace trace) {
    return keeping.keeps(trace);
  }

  private Instant oldest() {
    return clock.instant().minus(keeping.retention());
  }

  /** Forgets the traces that take from one of these documents: they may quote it. */
  public void forgetNaming(String collection, Set<String> documentIds) {
    recent.forget(
        trace -> documentIds.stream().anyMatch(id -> trace.names(new Source(collection, id))));
    stored.forget(collection, documentIds);
  }

  /** Forgets the traces that take from documents of a collection. */
  public void forgetCollection(String collection) {
    recent.forget(trace ->
        trace.sources().stream().anyMatch(source -> source.collection().equals(collection)));
    stored.forget(collection);
  }

  /** A trace, if {@code principal} asked for it or is an operator. */
  public Optional<Trace> find(Principal principal, String traceId) {
    return recent
        .find(traceId)
        .or(() -> stored.find(traceId, oldest()))
        .filter(trace -> principal.operator() || asked(principal, trace))
        .map(trace -> readable(principal, trace) ? trace : trace.withheld());
  }

  /** What the stages of a trace were given; empty if it is not kept, or not for this principal. */
  public Optional<String> recording(Principal principal, String traceId) {
    return find(principal, traceId)
        .filter(Trace::replayable)
        .flatMap(trace -> stored.recording(traceId, oldest()));
  }

  /** People keep what they asked when their groups change; who has no name is told by nothing. */
  private static boolean asked(Principal principal, Trace trace) {
    return trace.principal().user().equals(principal.user());
  }

  /** Operators read all documents, but not what others have remembered. */
  private boolean readable(Principal principal, Trace trace) {
    Set<Source> asked =
        trace.sources().stream()
            .filter(source -> source.remembered() || !principal.operator())
            .collect(Collectors.toSet());
    return asked.isEmpty() || sources.readable(principal, asked).containsAll(asked);
  }
}
