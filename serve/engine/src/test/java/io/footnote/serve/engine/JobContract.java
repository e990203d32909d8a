package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.ingest.SyncPlan;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every implementation of {@link FootnoteService} keeps when documents are brought in. */
public interface JobContract extends ServiceFixture {
  @Test
  default void reembeddingWhatFitsHasNothingToDo() throws Exception {
    try (FootnoteService service = filled()) {
      assertThat(service.collection(OPERATOR, "default").mismatch()).isNull();
      Job job = service.reembed(OPERATOR, "default", false);
      Job ended = service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
      assertThat(ended.state()).isEqualTo(Job.State.DONE);
      assertThat(ended.progress().documentsTotal()).isZero();
      assertThat(found(service, BOB, SearchMode.HYBRID)).containsExactly("leave", "router");
      assertThatThrownBy(() -> service.reembed(OPERATOR, "nowhere", false))
          .isInstanceOf(NotFoundException.class)
          .hasMessageStartingWith("there is no collection 'nowhere'");
    }
  }

  @Test
  default void jobsAreTheirOwnersAndOperators() throws Exception {
    try (FootnoteService service = filled()) {
      List<Job> all = service.jobs(OPERATOR, 10);
      assertThat(all).hasSize(3);
      assertThat(all.getFirst().created()).isAfterOrEqualTo(all.getLast().created());
      assertThat(service.jobs(BOB, 10)).isEmpty();
      String id = all.getFirst().jobId();
      assertThatThrownBy(() -> service.job(BOB, id))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no job '" + id + "'");
      assertThat(service.retryJob(OPERATOR, id).jobId()).isEqualTo(id);
      assertThat(service.awaitJob(OPERATOR, id, Duration.ofSeconds(30)).state())
          .isEqualTo(Job.State.DONE);
    }
  }

  @Test
  default void aFolderIsSynchronised(@TempDir Path documents) throws Exception {
    Files.writeString(documents.resolve("leave.txt"), LEAVE);
    Files.writeString(documents.resolve("router.txt"), ROUTER);
    String leave = documents.resolve("leave.txt").toString();
    String router = documents.resolve("router.txt").toString();
    FootnoteService.Sync sync = sync(documents, false);
    try (FootnoteService service = open()) {
      SyncPlan first = service.plan(OPERATOR, sync);
      assertThat(first.added()).containsExactly(leave, router);
      assertThat(service.collections(OPERATOR)).as("a plan creates nothing").isEmpty();
      end(service, service.sync(OPERATOR, sync));
      Files.delete(documents.resolve("leave.txt"));
      assertThat(service.plan(OPERATOR, sync).removed()).containsExactly(leave);
      Job synced = end(service, service.sync(OPERATOR, sync));
      assertThat(synced.state()).isEqualTo(Job.State.DONE);
      assertThat(sources(service)).containsExactly(router);

      String id =
          service
              .documents(OPERATOR, "default", new DocumentQuery(null, null, 1))
              .documents()
              .getFirst()
              .documentId();
      assertThat(service.delete(OPERATOR, DeletionRequest.of(id)).documents()).containsExactly(id);
      assertThat(service.plan(OPERATOR, sync).keptDeleted()).containsExactly(router);
      end(service, service.sync(OPERATOR, sync));
      assertThat(sources(service)).isEmpty();
      end(service, service.sync(OPERATOR, sync(documents, true)));
      assertThat(sources(service)).containsExactly(router);
      assertThat(service.plan(OPERATOR, sync).keptDeleted()).isEmpty();

      assertThatThrownBy(() -> service.plan(ALICE, sync)).isInstanceOf(ForbiddenException.class);
      assertThatThrownBy(() -> service.sync(ALICE, sync))
          .isInstanceOf(ForbiddenException.class)
          .hasMessage("only an operator may ingest documents; 'alice' is none");
      FootnoteService.Ingest text = ingestOf("a", "b", null);
      assertThatThrownBy(() -> service.sync(OPERATOR, new FootnoteService.Sync(text, false, false)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("only files and folders can be synchronised");
    }
  }

  private FootnoteService.Sync sync(Path folder, boolean restoreDeleted) {
    return new FootnoteService.Sync(
        new FootnoteService.Ingest(
            "default", List.of(new IngestInput.PathInput(folder)), null, Map.of()),
        false,
        restoreDeleted);
  }

  private Job end(FootnoteService service, Job job) throws InterruptedException {
    return service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  private List<String> sources(FootnoteService service) {
    return service
        .documents(OPERATOR, "default", new DocumentQuery(null, null, 100))
        .documents()
        .stream()
        .map(DocumentRecord::source)
        .sorted()
        .toList();
  }

  @Test
  default void aRequestThatIsRepeatedWithItsKeyIsOneJob() throws Exception {
    try (FootnoteService service = open()) {
      Job first = service.ingest(OPERATOR, ingestOf("a", "One.", "key-1"));
      end(service, first);
      assertThat(service.ingest(OPERATOR, ingestOf("a", "One.", "key-1")).jobId())
          .isEqualTo(first.jobId());
      assertThat(service.ingest(OPERATOR, ingestOf("a", "One.", "key-2")).jobId())
          .isNotEqualTo(first.jobId());
      assertThatThrownBy(() -> service.ingest(OPERATOR, ingestOf("a", "Two.", "key-1")))
          .isInstanceOf(ConflictException.class)
          .hasMessage(
              "the idempotency key 'key-1' was used for another request in the last 24 hours (job "
                  + first.jobId()
                  + "); use a new key for a new request");
    }
  }

  private FootnoteService.Ingest ingestOf(String source, String text, @Nullable String key) {
    return new FootnoteService.Ingest(
            "default", List.of(new IngestInput.Text(source, null, text)), null, Map.of())
        .withIdempotencyKey(key);
  }

  @Test
  default void aWatchedJobIsToldUntilItsEnd() throws Exception {
    try (FootnoteService service = open()) {
      Job queued = service.ingest(OPERATOR, ingestOf("a", "One.", null));
      List<Job> told = new ArrayList<>();
      Job last = service.watchJob(OPERATOR, queued.jobId(), told::add);
      assertThat(last.state()).isEqualTo(Job.State.DONE);
      assertThat(told).isNotEmpty().last().isEqualTo(last);
      assertThat(told).doesNotHaveDuplicates();
      assertThatThrownBy(() -> service.watchJob(BOB, queued.jobId(), told::add))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no job '" + queued.jobId() + "'");
    }
  }

  @Test
  default void onlyWhatRunsIsPausedAndOnlyWhatIsPausedIsResumed() throws Exception {
    try (FootnoteService service = open()) {
      String id = end(service, service.ingest(OPERATOR, ingestOf("a", "One.", null))).jobId();
      assertThatThrownBy(() -> service.pauseJob(OPERATOR, id))
          .isInstanceOf(ConflictException.class)
          .hasMessage("job '" + id + "' has ended; there is nothing to pause");
      assertThatThrownBy(() -> service.resumeJob(OPERATOR, id))
          .isInstanceOf(ConflictException.class)
          .hasMessage("job '" + id + "' is not paused but done");
      assertThatThrownBy(() -> service.pauseJob(BOB, id)).isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  default void addressesAreFetchedFromAllowedHostsOnly() {
    try (FootnoteService service = open()) {
      FootnoteService.Ingest page =
          new FootnoteService.Ingest(
              "default",
              List.of(IngestInput.Url.of("https://docs.example.org/a#part")),
              null,
              Map.of());
      assertThatThrownBy(() -> service.ingest(OPERATOR, page))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage(
              "https://docs.example.org/a is not fetched: the setting fetch_hosts does not allow"
                  + " docs.example.org");
    }
  }
}
