package io.footnote.serve.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.testing.TestState;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import io.footnote.serve.engine.trace.TraceStage.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlines and cancellation of stages. */
@Timeout(30)
@ParameterizedClass
@EnumSource(TestState.class)
class TraceRecorderTest {
  private static final Principal ALICE = Principal.of("alice");
  private static final Duration SOON = Duration.ofMillis(20);

  @Parameter TestState state;

  @TempDir Path folder;
  private StateDatabase database;
  private TraceStore store;

  @BeforeEach
  void open() {
    database = state.open(folder);
    store =
        new TraceStore(
            TraceKeeping.STANDARD,
            new Deadlines(SOON, SOON, SOON),
            database,
            (principal, sources) -> Set.of(),
            trace -> {},
            Clock.systemUTC(),
            () -> "t");
  }

  @AfterEach
  void close() {
    boolean _ = Thread.interrupted();
    database.close();
  }

  /** Waits for ever, as interruptible work does. */
  private static String hang() {
    try {
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private List<TraceStage> stages() {
    return store.find(ALICE, "t").orElseThrow().stages();
  }

  @Test
  void aLateStageThatCanBeDoneWithoutIsSkipped() {
    try (TraceRecorder trace = store.begin(ALICE, "ask", "?")) {
      String made =
          trace.optional(
              "rewrite", "in", TraceRecorderTest::hang, Outcome::of, () -> "the question");
      assertThat(made).isEqualTo("the question");
      assertThat(trace.stage("retrieve", "", () -> "found", Outcome::of)).isEqualTo("found");
    }
    assertThat(stages())
        .extracting(TraceStage::status)
        .containsExactly(Status.SKIPPED, Status.DONE);
    assertThat(stages().getFirst().output()).isEqualTo("skipped: it took more than 20 ms");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aFailureOfWhatCanBeDoneWithoutIsNoLateness() {
    try (TraceRecorder trace = store.begin(ALICE, "ask", "?")) {
      assertThatThrownBy(() ->
              trace.optional(
                  "recall",
                  "",
                  () -> {
                    throw NotFoundException.conversation("c");
                  },
                  made -> Outcome.of(""),
                  () -> "nothing"))
          .isInstanceOf(NotFoundException.class);
    }
    assertThat(stages()).extracting(TraceStage::status).containsExactly(Status.FAILED);
    assertThat(store.find(ALICE, "t").orElseThrow().error())
        .isEqualTo("recall: failed: conversation_not_found");
  }

  @Test
  void anotherLateStageEndsTheRequest() {
    try (TraceRecorder trace = store.begin(ALICE, "ask", "?")) {
      assertThatThrownBy(
              () -> trace.stage("retrieve", "", TraceRecorderTest::hang, made -> Outcome.of(made)))
          .isInstanceOf(UnavailableException.class)
          .hasMessageStartingWith(
              "the request was given up, because its stage 'retrieve' took more than 20 ms");
    }
    assertThat(stages()).extracting(TraceStage::status).containsExactly(Status.LATE);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anInterruptOfSomebodyElseCancelsTheNextStageAndStays() {
    try (TraceRecorder trace = store.begin(ALICE, "ask", "?")) {
      String _ =
          trace.stage(
              "retrieve",
              "",
              () -> {
                Thread.currentThread().interrupt();
                return "found all the same";
              },
              made -> Outcome.of(made));
      assertThatThrownBy(
              () -> trace.stage("assemble", "", () -> "unreached", made -> Outcome.of(made)))
          .isInstanceOf(CancelledException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
    boolean _ = Thread.interrupted();
    assertThat(stages())
        .extracting(TraceStage::status)
        .containsExactly(Status.DONE, Status.CANCELLED);
    int written =
        database.transact(
            handle -> handle.createQuery("SELECT COUNT(*) FROM trace").mapTo(Integer.class).one());
    assertThat(written).as("written though the thread was interrupted").isEqualTo(1);
  }
}
