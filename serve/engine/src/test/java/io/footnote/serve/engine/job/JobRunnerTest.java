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
        new IngestProgress("done", 1, 1, 0, 0, 2, 2, 9, 0, 1, 1, 2, 2, 0, 0L),
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
          .hasMessage("the job queue is full (1 jobs are waiting); try again later");
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
            new IngestProgress("ingesting", 900, 120, 0, 0, 2, 2, 9, 0, 1, 130, 2, 2, 0, null),
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
}
