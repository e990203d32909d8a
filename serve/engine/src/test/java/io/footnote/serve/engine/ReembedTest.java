package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.Embedder;
import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.embed.testing.WatchedEmbedder;
import io.footnote.index.ChunkIndex;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pipeline after a change of the embedding model. */
class ReembedTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final Principal ALICE = Principal.of("alice", "hr");
  private static final String COMMAND = "footnote index reembed --collection default";

  @TempDir Path data;
  @TempDir Path documents;

  private Footnote open(Embedder embedder) {
    return Footnote.open(
        FootnoteConfig.builder(
                data, new LocalComponents(() -> embedder, embedder::model, Clock.systemUTC()))
            .exclusive(true)
            .build());
  }

  private void fill() throws Exception {
    Path file = documents.resolve("mast.md");
    Files.writeString(file, "# Mast\n\nThe mast is varnished every spring.\n");
    try (Footnote footnote = open(new HashingEmbedder(32))) {
      ingest(footnote, "default", null, new IngestInput.PathInput(file));
      ingest(
          footnote,
          "default",
          Set.of("hr"),
          new IngestInput.Text("pay", "Pay", "The varnisher of the mast earns forty pounds."));
    }
  }

  private static void ingest(
      Footnote footnote, String collection, Set<String> acl, IngestInput input)
      throws InterruptedException {
    Job job =
        footnote.ingest(
            OPERATOR, new FootnoteService.Ingest(collection, List.of(input), acl, Map.of()));
    Job ended = await(footnote, job);
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
    assertThat(ended.failures()).isEmpty();
  }

  private static Job await(Footnote footnote, Job job) throws InterruptedException {
    return footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  private static Job reembed(Footnote footnote, boolean dropMissing) throws InterruptedException {
    return await(footnote, footnote.reembed(OPERATOR, "default", dropMissing));
  }

  private static List<DocumentRecord> records(Footnote footnote) {
    return footnote.documents(OPERATOR, "default", new DocumentQuery(null, null, 100)).documents();
  }

  private static List<String> found(Footnote footnote, Principal principal) {
    return footnote.search(principal, SearchRequest.of("default", "mast")).results().stream()
        .map(SearchResult::title)
        .sorted()
        .toList();
  }

  private static void assertRefused(Footnote footnote) {
    assertThatThrownBy(() -> footnote.search(OPERATOR, SearchRequest.of("default", "mast")))
        .isInstanceOf(ConflictException.class)
        .hasMessageStartingWith("collection 'default' cannot be opened: the index was made by ")
        .hasMessageEndingWith(COMMAND);
  }

  private void forgetTexts() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("parsed"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** As if an earlier version of Footnote had parsed everything that is kept. */
  private void makeTextsOld() throws SQLException {
    try (Connection texts =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parsed/small.db"));
        PreparedStatement update =
            texts.prepareStatement(
                "UPDATE parsed SET document = CAST(replace(document, ?, 'parse-1') AS BLOB)"
                    + " WHERE instr(document, ?) > 0")) {
      update.setString(1, DocumentParser.VERSION);
      update.setString(2, DocumentParser.VERSION);
      assertThat(update.executeUpdate()).isEqualTo(2);
    }
  }

  @Test
  void textsOfAnOlderParserAreStillShown() throws Exception {
    fill();
    makeTextsOld();
    Files.delete(documents.resolve("mast.md"));
    try (Footnote footnote = open(new HashingEmbedder(64))) {
      assertThat(reembed(footnote, false).state()).isEqualTo(Job.State.DONE);
      for (DocumentRecord record : records(footnote)) {
        assertThat(footnote.content(OPERATOR, record.documentId()).text())
            .hasSize(Math.toIntExact(record.characters()))
            .contains("mast");
      }
    }
  }

  @Test
  void theRefusedCollectionIsMadeAnewWithAllItSaysOfItsDocuments() throws Exception {
    fill();
    List<DocumentRecord> before;
    try (Footnote footnote = open(new HashingEmbedder(32))) {
      before = records(footnote);
    }
    HashingEmbedder other = new HashingEmbedder(64);
    try (Footnote footnote = open(other)) {
      assertRefused(footnote);
      ingest(footnote, "fits", null, new IngestInput.Text("sail", "Sail", "The sail is dried."));
      List<CollectionInfo> listed = footnote.collections(OPERATOR);
      assertThat(listed).extracting("name").containsExactly("default", "fits");
      assertThat(listed.getFirst().documents()).isEqualTo(2);
      assertThat(listed.getFirst().embeddingModel()).isEqualTo("hashing-32");
      assertThat(listed.getFirst().mismatch()).endsWith(COMMAND);
      assertThat(listed.getLast().mismatch()).isNull();
      assertThat(records(footnote)).isEqualTo(before);

      Job job = reembed(footnote, false);
      assertThat(job.state()).as("%s", job).isEqualTo(Job.State.DONE);
      assertThat(job.progress().documentsDone()).isEqualTo(2);
      assertThat(records(footnote)).isEqualTo(before); // ids, hashes, policies, dates
      assertThat(found(footnote, OPERATOR)).containsExactly("Mast", "Pay");
      assertThat(found(footnote, ALICE)).containsExactly("Mast", "Pay");
      assertThat(found(footnote, Principal.anonymous())).containsExactly("Mast");
      assertThat(footnote.collection(OPERATOR, "default").mismatch()).isNull();
      assertThat(footnote.stats(OPERATOR, "default").manifest().dimension()).isEqualTo(64);

      int embedded = other.passagesEmbedded();
      assertThat(reembed(footnote, false).progress().documentsTotal()).as("it fits").isZero();
      ingest(footnote, "default", null, new IngestInput.PathInput(documents.resolve("mast.md")));
      assertThat(other.passagesEmbedded()).as("an unchanged document").isEqualTo(embedded);
    }
    assertThat(data.resolve("collections/default")).isDirectoryNotContaining("glob:**index.*");
  }

  @Test
  void whatIsNotKeptIsNamedAndTheOldIndexStaysUntilThatIsAccepted() throws Exception {
    fill();
    forgetTexts();
    try (Footnote footnote = open(new HashingEmbedder(64))) {
      Job refused = reembed(footnote, false);
      assertThat(refused.state()).isEqualTo(Job.State.FAILED);
      assertThat(refused.failures()).extracting("source").containsExactly("pay");
      assertThat(refused.error())
          .isEqualTo(
              "1 document(s) of collection 'default' cannot be carried over (pay), so its old"
                  + " index is kept; bring their files back, or go on without them: "
                  + COMMAND
                  + " --drop-missing");
      assertRefused(footnote);
      assertThat(records(footnote)).hasSize(2);

      Job accepted = reembed(footnote, true);
      assertThat(accepted.state()).isEqualTo(Job.State.DONE);
      assertThat(accepted.failures()).hasSize(1);
      assertThat(found(footnote, OPERATOR)).as("read from its file").containsExactly("Mast");
    }
  }

  @Test
  void aProcessThatDiedWhileExchangingLeavesAWholeIndex() throws Exception {
    fill();
    Path collection = data.resolve("collections/default");
    Files.move(collection.resolve("index"), collection.resolve("index.old"));
    try (Footnote footnote = open(new HashingEmbedder(32))) {
      assertThat(found(footnote, OPERATOR)).as("only the old one").hasSize(2);
    }
    Files.move(collection.resolve("index"), collection.resolve("index.new"));
    Files.createDirectory(collection.resolve("index.old"));
    try (Footnote footnote = open(new HashingEmbedder(32))) {
      assertThat(found(footnote, OPERATOR)).as("the new one was whole").hasSize(2);
    }
    assertThat(collection).isDirectoryNotContaining("glob:**index.*");
  }

  @Test
  void anUnfinishedRebuildIsGoneOnWithAndGivenUpWhenTheOldModelIsBack() throws Exception {
    fill();
    Path collection = data.resolve("collections/default");
    HashingEmbedder other = new HashingEmbedder(64);
    forgetTexts();
    try (Footnote footnote = open(other)) {
      assertThat(reembed(footnote, false).state()).isEqualTo(Job.State.FAILED);
      assertThat(collection.resolve("index.new")).isDirectory();
      int embedded = other.passagesEmbedded();
      assertThat(reembed(footnote, true).state()).isEqualTo(Job.State.DONE);
      assertThat(other.passagesEmbedded()).as("made before").isEqualTo(embedded);
    }
    try (Footnote footnote = open(new HashingEmbedder(16))) {
      assertThat(reembed(footnote, true).state()).isEqualTo(Job.State.DONE);
      assertThat(found(footnote, OPERATOR)).containsExactly("Mast");
    }
    Files.createDirectory(collection.resolve("index.new"));
    try (Footnote footnote = open(new HashingEmbedder(16))) {
      assertThat(found(footnote, OPERATOR)).containsExactly("Mast");
    }
    assertThat(collection.resolve("index.new")).doesNotExist();
  }

  @Test
  void cancellingLeavesTheOldIndexAndTheNextRunEnds() throws Exception {
    fill();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    Embedder gated =
        new WatchedEmbedder(
            new HashingEmbedder(64),
            () -> {
              entered.countDown();
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted at the gate", e);
              }
            });
    try (Footnote footnote = open(gated)) {
      Job job = footnote.reembed(OPERATOR, "default", false);
      entered.await();
      footnote.cancelJob(OPERATOR, job.jobId());
      assertThat(await(footnote, job).state()).isEqualTo(Job.State.CANCELLED);
      assertRefused(footnote);
      assertThat(records(footnote)).hasSize(2);
    }
    try (Footnote footnote = open(new HashingEmbedder(32))) {
      assertThat(found(footnote, OPERATOR)).as("the old one works").hasSize(2);
    }
    gate.countDown();
    try (Footnote footnote = open(gated)) {
      assertThat(reembed(footnote, false).state()).isEqualTo(Job.State.DONE);
      assertThat(found(footnote, OPERATOR)).hasSize(2);
    }
  }

  @Test
  void aCollectionOfAnotherSchemaIsDeletedAsItsRefusalSaysAndStandsInNobodysWay() throws Exception {
    try (Footnote footnote = open(new HashingEmbedder(32))) {
      ingest(footnote, "today", null, new IngestInput.Text("sail", "Sail", "The sail is dried."));
    }
    Manifest later = new Manifest(99, "A", "a".repeat(64), 32, "dot_product", "a-1", "c-1");
    try (LuceneIndexes indexes = new LuceneIndexes();
        ChunkIndex index =
            indexes.open(
                data.resolve("collections/later/index"), later, _ -> PolicyIds.everything())) {
      index.commit();
    }
    try (Footnote footnote = open(new HashingEmbedder(32))) {
      assertThatThrownBy(() -> footnote.search(OPERATOR, SearchRequest.of("later", "mast")))
          .isInstanceOf(ConflictException.class)
          .hasMessage(
              "collection 'later' cannot be opened: the index has schema version 99, but this"
                  + " Footnote uses version 1; use the Footnote that made it, or delete the"
                  + " collection and ingest its documents again");
      String sail =
          footnote
              .documents(OPERATOR, "today", new DocumentQuery(null, null, 10))
              .documents()
              .getFirst()
              .documentId();
      assertThat(footnote.document(OPERATOR, sail).document().title()).isEqualTo("Sail");
      assertThatThrownBy(() -> footnote.document(OPERATOR, "nowhere"))
          .isInstanceOf(NotFoundException.class);
      footnote.deleteCollection(OPERATOR, "later");
      assertThat(footnote.collections(OPERATOR)).extracting("name").containsExactly("today");
    }
  }
}
