package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.job.StoredJobs;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.testing.TestComponents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootnoteTest implements FootnoteServiceContract {
  @TempDir Path data;
  private final HashingEmbedder embedder = new HashingEmbedder(64);
  private final TestComponents components = new TestComponents(embedder);

  @Override
  public FootnoteService open(@Nullable RerankerChoice reranker) {
    return Footnote.open(
        FootnoteConfig.builder(data, new TestComponents(embedder, reranker))
            .keepOriginals(true)
            .build());
  }

  private Footnote footnote() {
    return Footnote.open(FootnoteConfig.builder(data, components).build());
  }

  private static Job ingest(Footnote footnote, String source, String text)
      throws InterruptedException {
    Job job =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(new IngestInput.Text(source, source, text)),
                Set.of(),
                Map.of()));
    return footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  @Test
  void openIngestSearchAskClose(@TempDir Path documents) throws Exception {
    Files.writeString(documents.resolve("notice.txt"), "The notice period is four weeks.");
    try (Footnote footnote = footnote()) {
      assertThat(footnote.ingestFolder(documents).state()).isEqualTo(Job.State.DONE);
      assertThat(footnote.search("notice period").results().getFirst().title())
          .isEqualTo("notice.txt");
      assertThat(footnote.ask("How long is the notice period?").citations().getFirst().quote())
          .isEqualTo("The notice period is four weeks.");
    }
  }

  @Test
  void whatAProcessThatDiedLeftInScratchIsDeletedByTheNextThatWrites() throws Exception {
    Path left = data.resolve("scratch").resolve("fetched-1.tmp");
    Files.createDirectories(data.resolve("scratch"));
    Files.writeString(left, "half of a page");
    try (Footnote footnote = footnote()) {
      assertThat(footnote.collections(OPERATOR)).isEmpty();
      assertThat(left).as("nothing was written yet").exists();
      ingest(footnote, "a", "alpha beta");
      assertThat(left).doesNotExist();
    }
  }

  @Test
  void aLexicalSearchOpensTheIndexAndNothingElse() throws Exception {
    try (Footnote writer = footnote()) {
      ingest(writer, "a", "alpha beta");
    }
    TestComponents fresh = new TestComponents(embedder);
    Files.delete(data.resolve("lock"));
    Files.move(data.resolve("state.db"), data.resolve("state.db.away"));
    try (Footnote footnote = Footnote.open(FootnoteConfig.builder(data, fresh).build())) {
      var request =
          new SearchRequest(
              "alpha", List.of("default"), SearchMode.LEXICAL, Profile.BALANCED, 5, null, false);
      assertThat(footnote.search(OPERATOR, request).results()).hasSize(1);
      assertThat(footnote.search(BOB, request).results()).hasSize(1);
    }
    assertThat(fresh.embeddersOpened()).isZero();
    assertThat(data.resolve("lock")).doesNotExist();
    assertThat(data.resolve("state.db")).doesNotExist();
  }

  @Test
  void aSecondWriterIsToldWhoWrites() throws Exception {
    try (Footnote first = footnote();
        Footnote second = footnote()) {
      ingest(first, "a", "alpha");
      assertThatThrownBy(() -> ingest(second, "b", "beta"))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(
              "the data folder "
                  + data
                  + " is in use by process "
                  + ProcessHandle.current().pid()
                  + "; stop it, or choose another folder with --data");
      assertThat(second.search("alpha").results()).hasSize(1);
      // What the writer commits later is seen by the reader too.
      ingest(first, "later", "alpha again");
      assertThat(second.search("alpha").results()).hasSize(2);
      assertThatThrownBy(
              () -> Footnote.open(FootnoteConfig.builder(data, components).exclusive(true).build()))
          .isInstanceOf(UnavailableException.class);
    }
    try (Footnote third = footnote()) {
      assertThat(ingest(third, "b", "beta").state()).isEqualTo(Job.State.DONE);
    }
  }

  @Test
  void aJobThatNoProcessRunsIsInterruptedUntilOneTakesItUp() throws Exception {
    String id;
    try (Footnote footnote = footnote()) {
      id = ingest(footnote, "a", "alpha").jobId();
    }
    try (StateDatabase state = new StateDatabase(data.resolve("state.db"))) {
      StoredJobs store = new StoredJobs(state);
      store.save(store.find(id).orElseThrow().withState(Job.State.RUNNING));
    }
    try (Footnote reader = footnote()) {
      assertThat(reader.job(OPERATOR, id).state()).isEqualTo(Job.State.INTERRUPTED);
      assertThat(reader.jobs(OPERATOR, 10))
          .extracting(Job::state)
          .containsExactly(Job.State.INTERRUPTED);
      assertThat(reader.resumed()).isEmpty();
      try (DataLock _ = DataLock.acquire(new DataFolder(data))) {
        assertThat(reader.job(OPERATOR, id).state())
            .as("another has the folder, and may run it")
            .isEqualTo(Job.State.RUNNING);
      }
      assertThat(reader.job(OPERATOR, id).state()).isEqualTo(Job.State.INTERRUPTED);
    }
    try (Footnote next =
        Footnote.open(FootnoteConfig.builder(data, components).exclusive(true).build())) {
      assertThat(next.resumed()).extracting(Job::jobId).containsExactly(id);
      assertThat(next.awaitJob(OPERATOR, id, Duration.ofSeconds(30)).state())
          .isEqualTo(Job.State.DONE);
    }
  }

  @Test
  void aChangedAclEmbedsNothing() throws Exception {
    try (Footnote footnote = footnote()) {
      ingest(footnote, "a", "alpha");
      String id = footnote.search("alpha").results().getFirst().documentId();
      int before = embedder.embedded();
      footnote.setAcl(OPERATOR, id, Set.of("hr"));
      assertThat(embedder.embedded()).isEqualTo(before);
      var lexical =
          new SearchRequest(
              "alpha", List.of("default"), SearchMode.LEXICAL, Profile.BALANCED, 5, null, false);
      assertThat(footnote.search(BOB, lexical).results()).isEmpty();
      assertThat(footnote.search(ALICE, lexical).results()).hasSize(1);
      assertThat(embedder.embedded()).isEqualTo(before);
    }
  }

  @Test
  void aKeyAuthenticatesUntilItIsRevoked() {
    try (Footnote footnote = footnote()) {
      assertThat(footnote.hasKeys()).isFalse();
      CreatedKey key = footnote.createKey(OPERATOR, "carla", Set.of("hr"), false);
      assertThat(footnote.hasKeys()).isTrue();
      assertThat(footnote.authenticate(key.secret())).contains(Principal.of("carla", "hr"));
      assertThat(footnote.authenticate(key.secret() + "x")).isEmpty();
      assertThat(footnote.authenticate("fn_")).isEmpty();
      footnote.revokeKey(OPERATOR, key.key().keyId());
      assertThat(footnote.authenticate(key.secret())).isEmpty();
    }
  }

  @Test
  void theSecretOfAKeyIsNotOnDisk() throws Exception {
    String secret;
    try (Footnote footnote = footnote()) {
      secret = footnote.createKey(OPERATOR, "carla", Set.of(), true).secret();
    }
    for (Path file : List.of(data.resolve("state.db"))) {
      assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains("carla")
          .doesNotContain(secret)
          .doesNotContain(secret.substring(3));
    }
  }

  @Test
  void aFolderHalfDeletedBeforeACrashIsSweptByTheNextWriter() throws Exception {
    Path half = data.resolve("collections/.deleted-old-1/index");
    Files.createDirectories(half);
    Files.writeString(half.resolve("rest"), "x");
    try (Footnote footnote = footnote()) {
      assertThat(footnote.collections(OPERATOR)).isEmpty();
      ingest(footnote, "a", "alpha");
      assertThat(half.getParent()).doesNotExist();
    }
  }

  @Test
  void aTextThatTwoDocumentsShareIsKeptUntilBothAreGone() throws Exception {
    try (Footnote footnote = footnote()) {
      ingest(footnote, "a", "alpha");
      ingest(footnote, "b", "alpha");
      var ids = footnote.search("alpha").results().stream().map(r -> r.documentId()).toList();
      footnote.delete(OPERATOR, DeletionRequest.of(ids.get(0)));
      assertThat(footnote.content(OPERATOR, ids.get(1)).text()).isEqualTo("alpha");
      footnote.delete(OPERATOR, DeletionRequest.of(ids.get(1)));
      assertThat(components.parsed().size()).isZero();
    }
  }

  @Test
  void aReadableDocumentWithoutTextIsNotSaidToBeForbidden() throws Exception {
    try (Footnote service = footnote()) {
      ingest(service, "blank", "\f");
      String blank = idOf(service, "blank");
      service.setAcl(OPERATOR, blank, Set.of("it"));
      assertThat(why(service, OPERATOR, "warehouse", 10, null, blank, BOB))
          .satisfies(lost -> {
            assertThat(lost.stage()).isEqualTo(Stage.BELOW_DEPTH);
            assertThat(lost.reason())
                .isEqualTo("The document has no passage: no text was found in it.");
          });
      assertThat(why(service, OPERATOR, "warehouse", 10, null, blank, ALICE).stage())
          .isEqualTo(Stage.NOT_PERMITTED);
    }
  }
}
