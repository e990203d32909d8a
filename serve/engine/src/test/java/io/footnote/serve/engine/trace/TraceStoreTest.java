package io.footnote.serve.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.testing.TestState;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.class)
class TraceStoreTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final Principal ALICE = Principal.of("alice", "hr");
  private static final Source LEAVE = new Source("default", "leave");
  private static final TraceKeeping A_WEEK = new TraceKeeping(Duration.ofDays(7), 100);

  @Parameter TestState state;

  @TempDir Path folder;
  private final AtomicInteger ids = new AtomicInteger();
  private final Set<Source> readable = new HashSet<>(Set.of(LEAVE));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private StateDatabase database;

  /** A store as a new process has it: with nothing in memory. */
  private TraceStore open(TraceKeeping keeping) {
    close();
    database = state.open(folder);
    InstantSource time = () -> now;
    return new TraceStore(
        keeping,
        Deadlines.STANDARD,
        database,
        (principal, sources) -> {
          Set<Source> found = new HashSet<>(sources);
          found.retainAll(readable);
          return found;
        },
        trace -> {},
        time.withZone(ZoneOffset.UTC),
        () -> "trace-" + ids.incrementAndGet());
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private static Trace record(TraceStore store, String kind) {
    TraceRecorder recorder = store.begin(ALICE, kind, "How long is leave?");
    try (recorder) {
      recorder.takesFrom(Set.of(LEAVE));
      String _ =
          recorder.stage("answer", "1 passage", () -> "Thirty days.", made -> Outcome.of(made));
      recorder.finish(() -> "what it was given");
    }
    return store.find(OPERATOR, recorder.traceId()).orElseThrow();
  }

  @Test
  void tracesOfAnswersOutliveTheProcessThoseOfSearchesDoNot() {
    TraceStore store = open(A_WEEK);
    Trace ask = record(store, "ask");
    Trace search = record(store, "search");
    assertThat(store.find(ALICE, search.traceId())).isPresent();
    TraceStore next = open(A_WEEK);
    assertThat(next.find(ALICE, ask.traceId())).contains(ask);
    assertThat(next.recording(ALICE, ask.traceId())).contains("what it was given");
    assertThat(next.find(ALICE, search.traceId())).isEmpty();
  }

  @Test
  void aTraceIsForgottenAfterItsTime() {
    TraceStore store = open(A_WEEK);
    Trace trace = record(store, "ask");
    now = now.plus(Duration.ofDays(7));
    assertThat(open(A_WEEK).find(ALICE, trace.traceId())).isPresent();
    now = now.plus(Duration.ofSeconds(1));
    TraceStore late = open(A_WEEK);
    assertThat(late.find(ALICE, trace.traceId())).isEmpty();
    Trace _ = record(late, "ask");
    assertThat(rows("trace")).isEqualTo(1);
    assertThat(rows("trace_source")).isEqualTo(1);
  }

  private int rows(String table) {
    return database.transact(
        handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
  }

  @Test
  void ofASampleOnlyFailuresAreAllKept() {
    TraceStore store = open(new TraceKeeping(Duration.ofDays(1), 25));
    for (int i = 0; i < 400; i++) {
      Trace _ = record(store, "ask");
    }
    assertThat(rows("trace")).isBetween(60, 140);
    int before = rows("trace");
    for (int i = 0; i < 20; i++) {
      try (TraceRecorder recorder = store.begin(ALICE, "ask", "?")) {
        assertThatThrownBy(() ->
                recorder.stage(
                    "answer",
                    "",
                    () -> {
                      throw new IllegalStateException("broken");
                    },
                    made -> Outcome.of("")))
            .hasMessage("broken");
      }
    }
    assertThat(rows("trace")).isEqualTo(before + 20);
    TraceStore none = open(new TraceKeeping(Duration.ZERO, 100));
    Trace inMemoryOnly = record(none, "ask");
    assertThat(inMemoryOnly.replayable()).isFalse();
    assertThat(rows("trace")).isEqualTo(before + 20);
  }

  @Test
  void whatTakesFromADeletedDocumentIsDeletedWithIt() {
    TraceStore store = open(A_WEEK);
    Trace trace = record(store, "ask");
    store.forgetNaming("other", Set.of("leave"));
    store.forgetNaming("default", Set.of("sick"));
    assertThat(store.find(ALICE, trace.traceId())).isPresent();
    store.forgetNaming("default", Set.of("leave"));
    assertThat(store.find(OPERATOR, trace.traceId())).isEmpty();
    assertThat(rows("trace") + rows("trace_source")).isZero();
    Trace another = record(store, "ask");
    store.forgetCollection("default");
    assertThat(store.find(OPERATOR, another.traceId())).isEmpty();
    assertThat(rows("trace")).isZero();
  }

  @Test
  void whoMayNoLongerReadASourceReadsNothingOfIt() {
    TraceStore store = open(A_WEEK);
    Trace trace = record(store, "ask");
    readable.clear();
    TraceStore next = open(A_WEEK);
    Trace withheld = next.find(ALICE, trace.traceId()).orElseThrow();
    assertThat(withheld.toString()).doesNotContain("Thirty").doesNotContain("leave\"");
    assertThat(withheld.stages().getFirst().output()).isEqualTo(TraceStage.WITHHELD);
    assertThat(next.recording(ALICE, trace.traceId())).isEmpty();
    assertThat(next.find(OPERATOR, trace.traceId())).contains(trace);
    assertThat(next.find(Principal.of("bob", "hr"), trace.traceId())).isEmpty();
    assertThat(next.find(Principal.of("alice"), trace.traceId())).contains(withheld);
  }
}
