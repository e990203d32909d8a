package io.footnote.serve.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.SyncRequest;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.state.StateDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final AtomicInteger ids = new AtomicInteger();
  private StateDatabase database;
  private Clock clock = Clock.systemUTC();

  @AfterEach
  void closeDatabase() {
    if (database != null) {
      database.close();
    }
  }

  private SqliteJobStore store() {
    if (database == null) {
      database = new StateDatabase(folder.resolve("state.db"));
    }
    return new SqliteJobStore(database);
  }

  private JobRunner runner(JobWork work, int queue) {
    return new JobRunner(
        store(),
        work,
        folder.resolve("uploads"),
        clock,
        () -> "j" + ids.incrementAndGet(),
        2,
        queue);
  }

  private static IngestRequest request(String collection, IngestInput... inputs) {
    return new IngestRequest(
        collection,
        List.of(inputs),
        7L,
        Map.of(
            "year",
            List.of(new MetadataValue.Numeric(2024)),
            "at",
            List.of(new MetadataValue.Date(Instant.EPOCH)),
            "tag",
            List.of(new MetadataValue.Keyword("x"))));
  }

  private static IngestReport done(boolean cancelled) {
    return new IngestReport(
        new IngestProgress("done", 1, 1, 0, 0, 0, 2, 2, 9, 0, 1, 1, 2, 2, 0, 0L),
        List.of(),
        cancelled);
  }

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
  void aJobThatFailsSaysWhyAndCanBeRetried() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Path upload = Files.writeString(folder.resolve("upload"), "x");
    try (JobRunner runner =
        runner(
            (request, progress, cancelled) -> {
              if (runs.incrementAndGet() == 1) {
                throw new UnavailableException("disk_full", null, "the disk is full");
              }
              return done(false);
            },
            10)) {
      String id = runner.submit("o", request("a", new IngestInput.Upload("u", upload))).jobId();
      Job failed = runner.await(id, LONG);
      assertThat(failed.state()).isEqualTo(Job.State.FAILED);
      assertThat(failed.error()).isEqualTo("the disk is full");
      assertThat(upload).exists();
      assertThat(runner.retry(id).state()).isEqualTo(Job.State.QUEUED);
      assertThat(runner.await(id, LONG).state()).isEqualTo(Job.State.DONE);
      assertThat(upload).doesNotExist();
    }
  }

  @Test
  void uploadsOfACancelledJobAreKeptForAWeek() throws Exception {
    Path upload = upload("kept");
    Path unknown = upload("unknown");
    Path done = upload("done");
    String cancelled;
    try (JobRunner runner =
        runner(
            (request, progress, stop) ->
                done(((IngestRequest) request).inputs().getFirst().equals(kept(upload))),
            10)) {
      cancelled = runner.submit("o", request("a", kept(upload))).jobId();
      assertThat(runner.await(cancelled, LONG).state()).isEqualTo(Job.State.CANCELLED);
      String other = runner.submit("o", request("a", kept(done))).jobId();
      assertThat(runner.await(other, LONG).state()).isEqualTo(Job.State.DONE);
      assertThat(done).doesNotExist();
    }
    clock = Clock.offset(Clock.systemUTC(), Uploads.KEPT_FOR_RETRY.minusHours(1));
    try (JobRunner _ = runner((request, progress, stop) -> done(false), 10)) {
      assertThat(upload).exists();
      assertThat(unknown).doesNotExist();
    }
    clock = Clock.offset(Clock.systemUTC(), Uploads.KEPT_FOR_RETRY.plusHours(1));
    try (JobRunner runner = runner((request, progress, stop) -> done(false), 10)) {
      assertThat(upload).doesNotExist();
      assertThatThrownBy(() -> runner.retry(cancelled))
          .isInstanceOf(ConflictException.class)
          .hasMessage(
              "the files uploaded for job '"
                  + cancelled
                  + "' are no longer kept; upload them again");
    }
  }

  @Test
  void uploadsOfWhichADocumentFailedAreKeptForARetry() throws Exception {
    Path upload = upload("broken");
    AtomicInteger runs = new AtomicInteger();
    try (JobRunner runner =
        runner(
            (request, progress, stop) ->
                runs.incrementAndGet() == 1
                    ? new IngestReport(
                        done(false).progress(), List.of(new FailedDocument("u", "odd")), false)
                    : done(false),
            10)) {
      String id = runner.submit("o", request("a", kept(upload))).jobId();
      assertThat(runner.await(id, LONG).state()).isEqualTo(Job.State.DONE);
      assertThat(upload).exists();
      runner.retry(id);
      assertThat(runner.await(id, LONG).failures()).isEmpty();
      assertThat(upload).doesNotExist();
    }
  }

  private Path upload(String name) throws IOException {
    Path uploads = Files.createDirectories(folder.resolve("uploads"));
    return Files.writeString(uploads.resolve(name), name);
  }

  private static IngestInput kept(Path upload) {
    return new IngestInput.Upload(String.valueOf(upload.getFileName()), upload);
  }

  @Test
  void whatACrashInterruptedIsQueuedAgain() throws Exception {
    IngestRequest asked = request("a", new IngestInput.Text("s", "title", "text"));
    Job crashed =
        new Job(
            "job_old",
            "a",
            "olga",
            Job.State.RUNNING,
            new IngestProgress("ingesting", 900, 120, 0, 0, 0, 2, 2, 9, 0, 1, 130, 2, 2, 0, null),
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

  /** Work that goes on until it is told to stop, the first {@code stopped} times. */
  private static JobWork untilStopped(CountDownLatch running, int stopped, AtomicInteger runs) {
    return (request, progress, stop) -> {
      if (runs.incrementAndGet() > stopped) {
        return done(false);
      }
      progress.accept(
          new IngestProgress("ingesting", 9, 3, 0, 0, 0, 3, 3, 9, 0, 1, 4, 3, 3, 0, null));
      running.countDown();
      while (!stop.getAsBoolean()) {
        Thread.onSpinWait();
      }
      return new IngestReport(
          new IngestProgress("done", 9, 4, 0, 0, 0, 3, 3, 9, 0, 1, 4, 3, 3, 0, null),
          List.of(),
          true);
    };
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
    try (JobRunner runner = runner(untilStopped(running, 1, new AtomicInteger()), 10)) {
      String id = runner.submit("o", request("a")).jobId();
      running.await();
      runner.cancel(id);
      runner.pause(id);
      assertThat(runner.await(id, LONG).state()).isEqualTo(Job.State.CANCELLED);
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
  void aRetryDealsWithWhatFailedAndOneAfterThatWithAll() throws Exception {
    List<JobInput> seen = new CopyOnWriteArrayList<>();
    List<FailedDocument> failures =
        List.of(new FailedDocument("b.txt", "odd"), new FailedDocument("c.jsonl:7", "odd"));
    IngestReport partly =
        new IngestReport(
            new IngestProgress("done", 9, 9, 0, 2, 0, 7, 7, 9, 0, 1, 9, 7, 7, 0, 0L),
            failures,
            false);
    SyncRequest sync = new SyncRequest(request("a", new IngestInput.PathInput(folder)), true, true);
    IngestRequest plain = sync.what();
    try (JobRunner runner =
        runner(
            (request, progress, stop) -> {
              seen.add(request);
              return seen.size() % 3 == 1 ? partly : done(false);
            },
            10)) {
      for (JobInput asked : List.of(plain, sync)) {
        String id = runner.submit("o", asked).jobId();
        assertThat(runner.await(id, LONG).failures()).isEqualTo(failures);
        runner.retry(id);
        runner.await(id, LONG);
        runner.retry(id);
        runner.await(id, LONG);
      }
    }
    IngestRequest narrowed = plain.withOnly(Set.of("b.txt", "c.jsonl:7"));
    assertThat(seen)
        .containsExactly(plain, narrowed, plain, sync, new SyncRequest(narrowed, true, true), sync);
  }

  @Test
  void failuresThatAreNotAllNamedAreAllRetried() throws Exception {
    List<JobInput> seen = new CopyOnWriteArrayList<>();
    IngestRequest asked = request("a");
    IngestReport countedOnly =
        new IngestReport(
            new IngestProgress("done", 9, 9, 0, 2, 0, 7, 7, 9, 0, 1, 9, 7, 7, 0, 0L),
            List.of(new FailedDocument("b.txt", "odd")),
            false);
    try (JobRunner runner =
        runner(
            (request, progress, stop) -> {
              seen.add(request);
              return countedOnly;
            },
            10)) {
      String id = runner.submit("o", asked).jobId();
      runner.await(id, LONG);
      runner.retry(id);
      runner.await(id, LONG);
    }
    assertThat(seen).containsExactly(asked, asked);
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
