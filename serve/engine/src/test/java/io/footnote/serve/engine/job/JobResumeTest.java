package io.footnote.serve.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.testing.TestState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that stop and go on. */
@ParameterizedClass
@EnumSource(TestState.class)
class JobResumeTest extends JobFixture {
  @Test
  void whatACrashInterruptedIsQueuedAgain() throws Exception {
    IngestRequest asked = request("a", new IngestInput.Text("s", "title", "text"));
    Job crashed =
        new Job(
            "job_old",
            "a",
            "olga",
            Job.State.RUNNING,
            new IngestProgress(
                "ingesting", 900, 120, 0, 0, 0, 2, 2, 9, 0, 1, 130, 2, 2, 0, null, 0, 0, 0),
            List.of(),
            null,
            Instant.EPOCH,
            null);
    store().save(crashed, asked);
    try (JobRunner runner =
        new JobRunner(
            store(),
            (request, progress, cancelled) -> {
              throw new AssertionError("no worker, no work");
            },
            folder.resolve("uploads"),
            clock,
            () -> "none",
            0,
            1)) {
      assertThat(runner.resumed()).containsExactly(crashed);
      Job waiting = crashed.withState(Job.State.QUEUED);
      assertThat(runner.live("job_old")).isEqualTo(waiting);
      assertThat(store().find("job_old")).as("tells how far it came").contains(waiting);
    }
    List<JobInput> seen = new CopyOnWriteArrayList<>();
    try (JobRunner runner =
        runner(
            (request, progress, cancelled) -> {
              seen.add(request);
              return done(false);
            },
            10)) {
      assertThat(runner.await("job_old", LONG).state()).isEqualTo(Job.State.DONE);
    }
    assertThat(seen).containsExactly(asked);
  }

  @Test
  void whatIsRunningAtCloseIsResumedByTheNextRunner() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    String id;
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
      id = runner.submit("o", request("a")).jobId();
      running.await();
    }
    assertThat(store().find(id).orElseThrow().state()).isEqualTo(Job.State.RUNNING);
    try (JobRunner runner = runner((request, progress, cancelled) -> done(false), 10)) {
      assertThat(runner.await(id, LONG).state()).isEqualTo(Job.State.DONE);
    }
  }

  @Test
  void aPausedJobKeepsItsPlaceUntilItIsResumedEvenByAnotherProcess() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    String first;
    String second;
    try (JobRunner runner = runner(untilStopped(running, 1, runs), 10)) {
      first = runner.submit("o", request("a")).jobId();
      running.await();
      second = runner.submit("o", request("a")).jobId();
      assertThat(runner.pause(second).state()).as("waiting").isEqualTo(Job.State.PAUSED);
      runner.pause(first);
      Job paused = runner.await(first, LONG);
      assertThat(paused.state()).isEqualTo(Job.State.PAUSED);
      assertThat(paused.progress().documentsDone()).isEqualTo(4);
      assertThat(runner.busy("a")).isFalse();
      assertThatThrownBy(() -> runner.retry(first))
          .hasMessage("job '" + first + "' has not ended; cancel it first, or wait");
    }
    try (JobRunner runner = runner(untilStopped(running, 1, runs), 10)) {
      assertThat(runner.resumed()).isEmpty();
      assertThat(store().find(first).orElseThrow().state()).isEqualTo(Job.State.PAUSED);
      assertThat(runner.resume(first).state()).isEqualTo(Job.State.QUEUED);
      assertThat(runner.await(first, LONG).state()).isEqualTo(Job.State.DONE);
      assertThatThrownBy(() -> runner.resume(first))
          .isInstanceOf(ConflictException.class)
          .hasMessage("job '" + first + "' is not paused but done");
      Job cancelled = runner.cancel(second);
      assertThat(cancelled.state()).isEqualTo(Job.State.CANCELLED);
      assertThat(cancelled.finished()).isNotNull();
    }
    assertThat(runs).hasValue(2);
  }

  @Test
  void aCancelWinsOverAPause() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    JobWork untilStopped = untilStopped(running, 1, new AtomicInteger());
    JobWork slowToStop =
        (job, progress, stop) -> {
          IngestReport report = untilStopped.run(job, progress, stop);
          while (asked.getCount() > 0) {
            Thread.onSpinWait();
          }
          return report;
        };
    try (JobRunner runner = runner(slowToStop, 10)) {
      String id = runner.submit("o", request("a")).jobId();
      running.await();
      runner.cancel(id);
      runner.pause(id);
      asked.countDown();
      assertThat(runner.await(id, LONG).state()).isEqualTo(Job.State.CANCELLED);
    }
  }

  @Test
  void inputsOfOlderJobsAreRead() {
    assertThat(
            JobJson.request(
                "{\"collection\": \"a\", \"inputs\": [{\"type\": \"path\", \"path\":"
                    + " \"file:///x\"}], \"policyId\": null, \"metadata\": {}}"))
        .isEqualTo(
            new IngestRequest(
                "a", List.of(new IngestInput.PathInput(Path.of("/x"))), null, Map.of()));
  }
}
