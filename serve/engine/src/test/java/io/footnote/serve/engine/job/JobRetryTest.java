package io.footnote.serve.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.SyncRequest;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.testing.TestState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that are done again, and the files that are kept for it. */
@ParameterizedClass
@EnumSource(TestState.class)
class JobRetryTest extends JobFixture {
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

  @Test
  void aRetryDealsWithWhatFailedAndOneAfterThatWithAll() throws Exception {
    List<JobInput> seen = new CopyOnWriteArrayList<>();
    List<FailedDocument> failures =
        List.of(new FailedDocument("b.txt", "odd"), new FailedDocument("c.jsonl:7", "odd"));
    IngestReport partly =
        new IngestReport(
            new IngestProgress("done", 9, 9, 0, 2, 0, 7, 7, 9, 0, 1, 9, 7, 7, 0, 0L, 0, 0, 0),
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
            new IngestProgress("done", 9, 9, 0, 2, 0, 7, 7, 9, 0, 1, 9, 7, 7, 0, 0L, 0, 0, 0),
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
}
