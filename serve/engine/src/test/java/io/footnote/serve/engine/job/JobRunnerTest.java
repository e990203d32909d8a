package io.footnote.serve.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.testing.TestState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.class)
class JobRunnerTest extends JobFixture {
  @Test
  void aJobRunsToItsEndAndIsKept() throws Exception {
    IngestRequest asked =
        request("a", new IngestInput.Text("s", null, "t"), new IngestInput.PathInput(folder));
    List<JobInput> seen = new CopyOnWriteArrayList<>();
    try (JobRunner runner =
        runner(
            (request, progress, cancelled) -> {
              seen.add(request);
              return done(false);
            },
            10)) {
      Job queued = runner.submit("olga", asked);
      assertThat(queued.state()).isEqualTo(Job.State.QUEUED);
      Job ended = runner.await(queued.jobId(), LONG);
      assertThat(ended.state()).isEqualTo(Job.State.DONE);
      assertThat(ended.progress().chunks()).isEqualTo(2);
      assertThat(store().find(queued.jobId())).contains(ended);
    }
    assertThat(seen).containsExactly(asked);
  }

  @Test
  void aJobThatHasNotEndedIsNamedIfItMayBringASource() throws Exception {
    Semaphore go = new Semaphore(0);
    try (JobRunner runner =
        runner(
            (request, progress, cancelled) -> {
              go.acquireUninterruptibly();
              go.release();
              return done(false);
            },
            10)) {
      String text = runner.submit("o", request("a", new IngestInput.Text("s", "", "t"))).jobId();
      String path = runner.submit("o", request("a", new IngestInput.PathInput(folder))).jobId();
      String file = folder.resolve("x.md").toString();
      assertThat(runner.bringing("a", Set.of("s", "other"))).contains(text);
      assertThat(runner.bringing("a", Set.of(file))).contains(path);
      assertThat(runner.bringing("a", Set.of(file + "!/inside.md"))).contains(path);
      assertThat(runner.bringing("a", Set.of(folder + "-2/x.md"))).as("a neighbour").isEmpty();
      assertThat(runner.bringing("a", Set.of("other"))).isEmpty();
      assertThat(runner.bringing("b", Set.of("s"))).isEmpty();
      go.release();
      runner.await(path, LONG);
      assertThat(runner.bringing("a", Set.of("s", file))).isEmpty();
    }
  }

  @Test
  void oneCollectionHasOneJobAtATimeAndOthersDoNotWait() throws Exception {
    Semaphore go = new Semaphore(0);
    CountDownLatch bothCollections = new CountDownLatch(2);
    AtomicInteger inA = new AtomicInteger();
    AtomicInteger mostInA = new AtomicInteger();
    try (JobRunner runner =
        runner(
            (request, progress, cancelled) -> {
              boolean a = request.collection().equals("a");
              if (a) {
                mostInA.accumulateAndGet(inA.incrementAndGet(), Math::max);
              }
              bothCollections.countDown();
              go.acquireUninterruptibly();
              if (a) {
                inA.decrementAndGet();
              }
              return done(false);
            },
            10)) {
      Job first = runner.submit("o", request("a"));
      Job second = runner.submit("o", request("a"));
      Job other = runner.submit("o", request("b"));
      bothCollections.await();
      assertThat(runner.live(second.jobId()).state()).isEqualTo(Job.State.QUEUED);
      go.release(3);
      for (Job job : List.of(first, second, other)) {
        assertThat(runner.await(job.jobId(), LONG).state()).isEqualTo(Job.State.DONE);
      }
    }
    assertThat(mostInA).hasValue(1);
  }

  @Test
  void aFullQueueIsSaid() throws Exception {
    Semaphore go = new Semaphore(0);
    CountDownLatch running = new CountDownLatch(1);
    try (JobRunner runner =
        runner(
            (request, progress, cancelled) -> {
              running.countDown();
              go.acquireUninterruptibly();
              return done(false);
            },
            1)) {
      runner.submit("o", request("a"));
      running.await();
      runner.submit("o", request("a"));
      assertThatThrownBy(() -> runner.submit("o", request("a")))
          .isInstanceOf(TooManyRequestsException.class)
          .hasMessage("the job queue is full (1 jobs are waiting); try again later")
          .extracting(e -> ((TooManyRequestsException) e).retryAfter())
          .isEqualTo(Duration.ofSeconds(10));
      go.release(10);
    }
  }

  @Test
  void aWaitingJobIsCancelledAtOnceAndARunningOneWhenItAsks() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    try (JobRunner runner =
        runner(
            (request, progress, cancelled) -> {
              running.countDown();
              while (!cancelled.getAsBoolean()) {
                Thread.onSpinWait();
              }
              return done(true);
            },
            10)) {
      Job first = runner.submit("o", request("a"));
      Job second = runner.submit("o", request("a"));
      running.await();
      assertThat(runner.cancel(second.jobId()).state()).isEqualTo(Job.State.CANCELLED);
      assertThatThrownBy(() -> runner.retry(first.jobId()))
          .isInstanceOf(ConflictException.class)
          .hasMessage("job 'job_j1' has not ended; cancel it first, or wait");
      runner.cancel(first.jobId());
      assertThat(runner.await(first.jobId(), LONG).state()).isEqualTo(Job.State.CANCELLED);
    }
  }

  @Test
  void changesAreTold() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    try (JobRunner runner = runner(untilStopped(running, 1, new AtomicInteger()), 10)) {
      Job seen = runner.submit("o", request("a"));
      while (seen.progress().documentsDone() < 3) {
        seen = runner.awaitChange(seen, LONG);
      }
      runner.cancel(seen.jobId());
      while (!seen.state().rests()) {
        seen = runner.awaitChange(seen, LONG);
      }
      assertThat(seen.state()).isEqualTo(Job.State.CANCELLED);
    }
  }

  @Test
  void aKeyIsRememberedForADayByItsOwner() throws Exception {
    IdempotencyKey key = new IdempotencyKey("k", "f");
    try (JobRunner runner = runner((request, progress, stop) -> done(false), 10)) {
      Path upload = upload("first");
      Path again = upload("again");
      String first = runner.submit("o", request("a", kept(upload)), key).jobId();
      assertThat(runner.submit("o", request("a", kept(again)), key).jobId()).isEqualTo(first);
      assertThat(again).as("sent once more, needed by nobody").doesNotExist();
      assertThat(runner.submit("p", request("a"), key).jobId()).isNotEqualTo(first);
      assertThatThrownBy(() -> runner.submit("o", request("a"), new IdempotencyKey("k", "g")))
          .isInstanceOf(ConflictException.class);
      runner.await(first, LONG);
    }
    clock = Clock.offset(Clock.systemUTC(), IdempotencyKey.KEPT.plusMinutes(1));
    try (JobRunner runner = runner((request, progress, stop) -> done(false), 10)) {
      assertThat(runner.submit("o", request("a"), new IdempotencyKey("k", "g")).jobId())
          .isEqualTo("job_j3");
    }
    assertThatThrownBy(() -> new IdempotencyKey("x".repeat(256), "f"))
        .hasMessage("an idempotency key has 1 to 255 characters, but got 256");
  }
}
