package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.Embedder;
import io.footnote.embed.SqliteVectorCache;
import io.footnote.embed.TextKind;
import io.footnote.embed.VectorCache;
import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.FilterText;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.ingest.parse.FileParsedStore;
import io.footnote.serve.engine.erase.Deletion;
import io.footnote.serve.engine.erase.DeletionLog;
import io.footnote.serve.engine.job.StoredJobs;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.DocumentOriginal;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.state.StateDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left of what was deleted, with the real pipeline and stores. */
class ErasureTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final String SECRET = "zyzzyva";
  private static final String MAIL =
      """
      From: a@example.org
      To: b@example.org
      Subject: Mooring
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="x"

      --x
      Content-Type: text/plain

      The mooring plan is attached.
      --x
      Content-Type: text/plain; name="plan.txt"
      Content-Disposition: attachment; filename="plan.txt"

      The plan names the zyzzyva buoy.
      --x--
      """;

  @TempDir Path data;
  @TempDir Path documents;

  private Footnote open() {
    Embedder embedder = new HashingEmbedder(32);
    return Footnote.open(
        FootnoteConfig.builder(
                data, new LocalComponents(() -> embedder, embedder::model, Clock.systemUTC()))
            .keepOriginals(true)
            .build());
  }

  private static void ingest(Footnote footnote, IngestInput input, Double year)
      throws InterruptedException {
    Job job =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(input),
                null,
                Map.of("year", List.of(new MetadataValue.Numeric(year)))));
    Job ended = footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(60));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
    assertThat(ended.failures()).isEmpty();
  }

  private void fill(Footnote footnote) throws Exception {
    Path mail = Files.writeString(documents.resolve("mooring.eml"), MAIL.replace("\n", "\r\n"));
    ingest(footnote, new IngestInput.PathInput(mail), 2011.0);
    String text = "The anchor was lost near the zyzzyva buoy.";
    ingest(footnote, new IngestInput.Text("anchor", "Anchor", text), 2012.0);
    ingest(footnote, new IngestInput.Text("sail", "Sail", "The sail is dried in May."), 2023.0);
  }

  private static List<DocumentRecord> records(Footnote footnote) {
    return footnote.documents(OPERATOR, "default", new DocumentQuery(null, null, 10)).documents();
  }

  private static String idOf(Footnote footnote, String source) {
    return records(footnote).stream()
        .filter(record -> record.source().endsWith(source))
        .findFirst()
        .orElseThrow()
        .documentId();
  }

  private static List<VectorCache.Key> vectors(Footnote footnote, String documentId) {
    return footnote.document(OPERATOR, documentId).chunks().stream()
        .map(ChunkRecord::embeddingInput)
        .map(input -> VectorCache.Key.of(new HashingEmbedder(32).model(), TextKind.PASSAGE, input))
        .toList();
  }

  private List<Path> filesWith(String word) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(word)) {
          found.add(data.relativize(file));
        }
      }
    }
    return found;
  }

  private boolean originalIsKept(Footnote footnote, String documentId) {
    String hash = footnote.document(OPERATOR, documentId).document().contentHash();
    return Files.exists(original(hash));
  }

  private Path original(String contentHash) {
    return data.resolve("originals")
        .resolve(contentHash.substring(0, 2))
        .resolve(contentHash.substring(2) + ".original");
  }

  private List<String> keptWith(String word) {
    try (FileParsedStore store = new FileParsedStore(data.resolve("parsed"))) {
      return store.contentHashes().stream()
          .filter(hash -> store.getOfAnyParser(hash).orElseThrow().toString().contains(word))
          .toList();
    }
  }

  private boolean textIsKept(String contentHash) {
    try (FileParsedStore store = new FileParsedStore(data.resolve("parsed"))) {
      return store.contentHashes().contains(contentHash);
    }
  }

  @Test
  void nothingOfAPurgedDocumentIsLeft() throws Exception {
    List<VectorCache.Key> keys;
    String hash;
    try (Footnote footnote = open()) {
      fill(footnote);
      String anchor = idOf(footnote, "anchor");
      keys = vectors(footnote, anchor);
      hash = footnote.document(OPERATOR, anchor).document().contentHash();
      assertThat(textIsKept(hash)).isTrue();
      Answer answer =
          footnote.ask(OPERATOR, AskRequest.of("default", "Where was the anchor lost?"), _ -> {});
      assertThat(answer.answer()).contains(SECRET);
      assertThat(filesWith(SECRET)).isNotEmpty();
      assertThat(filesWith("mooring plan")).anyMatch(file -> file.startsWith("originals"));

      var both = new DeletionRequest.Selection.Matching("default", FilterText.parse("year < 2020"));
      DeletionReceipt receipt = footnote.delete(OPERATOR, new DeletionRequest(both, true));
      assertThat(receipt.documents()).hasSize(3).contains(anchor);
      assertThat(receipt.chunks()).isEqualTo(3);
      assertThat(receipt.purged()).isTrue();
      assertThat(footnote.deletions(OPERATOR, 10)).containsExactly(receipt);
      assertThat(records(footnote)).extracting(DocumentRecord::source).containsExactly("sail");
      assertThat(footnote.search(OPERATOR, SearchRequest.of("default", SECRET)).results())
          .extracting("title")
          .containsExactly("Sail");
      assertThatThrownBy(() -> footnote.trace(OPERATOR, answer.traceId()))
          .isInstanceOf(NotFoundException.class);
      String conversation = Objects.requireNonNull(answer.conversationId());
      assertThat(footnote.conversation(OPERATOR, conversation).toString()).doesNotContain(SECRET);
      assertThat(footnote.jobs(OPERATOR, 10)).hasSize(3);
      assertThat(filesWith(SECRET)).as("while it runs").isEmpty();
    }
    assertThat(filesWith(SECRET)).isEmpty();
    assertThat(filesWith("mooring plan")).isEmpty();
    assertThat(textIsKept(hash)).isFalse();
    try (VectorCache cache = new SqliteVectorCache(data.resolve("vectors.db"))) {
      assertThat(cache.getAll(keys)).isEmpty();
    }
    assertThat(data.resolve("deleting")).doesNotExist();
  }

  @Test
  void aMailGoesWithItsAttachmentsAndAnAttachmentAlone() throws Exception {
    try (Footnote footnote = open()) {
      fill(footnote);
      String mail = idOf(footnote, "mooring.eml");
      String plan = footnote.document(OPERATOR, mail).attachments().getFirst();
      assertThat(originalIsKept(footnote, mail)).isTrue();
      footnote.delete(OPERATOR, DeletionRequest.of(idOf(footnote, "anchor")));
      assertThat(keptWith(SECRET)).as("the plan and the mail").hasSize(2);
      DeletionReceipt alone = footnote.delete(OPERATOR, DeletionRequest.of(plan));
      assertThat(originalIsKept(footnote, mail)).as("it holds the plan").isFalse();
      assertThat(keptWith(SECRET)).as("texts, that of the mail among them").isEmpty();
      assertThat(footnote.content(OPERATOR, mail).text()).contains("attached");
      ingest(footnote, new IngestInput.PathInput(documents.resolve("mooring.eml")), 2011.0);
      assertThat(originalIsKept(footnote, mail)).as("unchanged, the plan deleted").isFalse();
      assertThat(alone.documents()).containsExactly(plan);
      assertThat(alone.purged()).isFalse();
      assertThat(footnote.document(OPERATOR, mail).attachments()).isEmpty();

      ingest(footnote, new IngestInput.Text("sail", "Sail", "The sail is dried in June."), 2023.0);
      assertThat(footnote.delete(OPERATOR, DeletionRequest.of(mail)).documents())
          .containsExactly(mail);
      assertThatThrownBy(() -> footnote.delete(OPERATOR, DeletionRequest.of(mail)))
          .isInstanceOf(NotFoundException.class);
      assertThat(footnote.deletions(OPERATOR, 1)).extracting("documents").asString().contains(mail);
    }
  }

  @Test
  void whoMayNotReadAnAttachmentIsNotShownTheOriginalThatHoldsIt() throws Exception {
    try (Footnote footnote = open()) {
      fill(footnote);
      Principal bob = Principal.of("bob", "it");
      String mail = idOf(footnote, "mooring.eml");
      String plan = footnote.document(OPERATOR, mail).attachments().getFirst();
      try (DocumentOriginal original = footnote.original(bob, mail)) {
        assertThat(original.fileName()).isEqualTo("mooring.eml");
        assertThat(original.mime()).isEqualTo("message/rfc822");
        assertThat(original.content()).hasContent(MAIL.replace("\n", "\r\n"));
      }
      assertThatThrownBy(() -> footnote.original(bob, plan))
          .hasMessage(
              "document '%s' lay inside document '%s', whose original may hold it"
                  .formatted(plan, mail));
      footnote.setAcl(OPERATOR, plan, Set.of("hr"));
      assertThat(footnote.content(bob, mail).text()).contains("mooring plan");
      assertThatThrownBy(() -> footnote.original(bob, mail))
          .isInstanceOf(NotFoundException.class)
          .hasMessageStartingWith("the original of document '" + mail + "' is not kept; ");
    }
  }

  @Test
  void originalsOfReplacedDocumentsAndDroppedCollectionsGo() throws Exception {
    try (Footnote footnote = open()) {
      Path file = Files.writeString(documents.resolve("knot.txt"), "A bowline holds.");
      Path same = Files.writeString(documents.resolve("copy.txt"), "A bowline holds.");
      ingest(footnote, new IngestInput.PathInput(file), 2020.0);
      ingest(footnote, new IngestInput.PathInput(same), 2020.0);
      String knot = idOf(footnote, "knot.txt");
      Path first = original(footnote.document(OPERATOR, knot).document().contentHash());
      Files.writeString(file, "A clove hitch slips.");
      ingest(footnote, new IngestInput.PathInput(file), 2020.0);
      assertThat(first).as("the copy has the same content").exists();
      Files.writeString(same, "A reef knot is flat.");
      ingest(footnote, new IngestInput.PathInput(same), 2020.0);
      assertThat(first).doesNotExist();
      try (DocumentOriginal original = footnote.original(OPERATOR, knot)) {
        assertThat(original.content()).hasContent("A clove hitch slips.");
      }
      footnote.deleteCollection(OPERATOR, "default");
      assertThat(filesWith("hitch")).isEmpty();
    }
  }

  @Test
  void turnedOnLaterTheNextIngestKeepsWhatIsUnchanged() throws Exception {
    Path file = Files.writeString(documents.resolve("knot.txt"), "A bowline holds.");
    Embedder embedder = new HashingEmbedder(32);
    var components = new LocalComponents(() -> embedder, embedder::model, Clock.systemUTC());
    try (Footnote footnote = Footnote.open(FootnoteConfig.builder(data, components).build())) {
      ingest(footnote, new IngestInput.PathInput(file), 2020.0);
      assertThat(data.resolve("originals")).doesNotExist();
    }
    try (Footnote footnote = open()) {
      ingest(footnote, new IngestInput.PathInput(file), 2020.0);
      assertThat(originalIsKept(footnote, idOf(footnote, "knot.txt"))).isTrue();
    }
  }

  @Test
  void textSharedWithAnotherDocumentStays() throws Exception {
    try (Footnote footnote = open()) {
      fill(footnote);
      ingest(footnote, new IngestInput.Text("copy", "Sail", "The sail is dried in May."), 2023.0);
      footnote.delete(OPERATOR, DeletionRequest.of(idOf(footnote, "sail")));
      assertThat(footnote.content(OPERATOR, idOf(footnote, "copy")).text())
          .contains("The sail is dried in May.");
    }
  }

  @Test
  void theTextOfAnEarlierVersionIsNotKept() throws Exception {
    try (Footnote footnote = open()) {
      fill(footnote);
      String anchor = idOf(footnote, "anchor");
      String before = footnote.document(OPERATOR, anchor).document().contentHash();
      ingest(footnote, new IngestInput.Text("anchor", "Anchor", "It was found."), 2012.0);
      assertThat(textIsKept(before)).isFalse();
      assertThat(footnote.content(OPERATOR, anchor).text()).contains("It was found.");
    }
  }

  @Test
  void whatAProcessLeftThatDiedOverAJobIsTidiedByTheNext() throws Exception {
    String orphan = "ab".repeat(32);
    try (Footnote footnote = open()) {
      fill(footnote);
      Path kept = Files.createDirectories(data.resolve("parsed/ab"));
      Files.writeString(kept.resolve(orphan.substring(2) + ".json.gz"), "replaced");
      Files.writeString(kept.resolve("half-written.tmp"), "half");
      Files.createDirectories(original(orphan).getParent());
      Files.writeString(original(orphan), "orphan");
      try (StateDatabase database = new StateDatabase(data.resolve("state.db"))) {
        Job done = footnote.jobs(OPERATOR, 1).getFirst();
        new StoredJobs(database).save(done.withState(Job.State.RUNNING));
      }
    }
    try (Footnote footnote = open()) {
      ingest(footnote, new IngestInput.Text("rope", "Rope", "The rope is hemp."), 2024.0);
      assertThat(textIsKept(orphan)).isFalse();
      assertThat(original(orphan)).doesNotExist();
      assertThat(originalIsKept(footnote, idOf(footnote, "mooring.eml"))).isTrue();
      assertThat(data.resolve("parsed/ab/half-written.tmp")).doesNotExist();
      for (DocumentRecord document : records(footnote)) {
        assertThat(footnote.content(OPERATOR, document.documentId()).text()).isNotBlank();
      }
    }
  }

  @Test
  void aCommandRepeatedAfterACrashTakesUpItsJob() throws Exception {
    IngestInput text = new IngestInput.Text("rope", "Rope", "The rope is hemp.");
    try (Footnote footnote = open()) {
      ingest(footnote, text, 2024.0);
      try (StateDatabase database = new StateDatabase(data.resolve("state.db"))) {
        Job done = footnote.jobs(OPERATOR, 1).getFirst();
        new StoredJobs(database).save(done.withState(Job.State.RUNNING));
      }
    }
    try (Footnote footnote = open()) {
      ingest(footnote, text, 2024.0);
      assertThat(footnote.jobs(OPERATOR, 10)).hasSize(1);
      ingest(footnote, text, 2025.0);
      ingest(footnote, text, 2025.0);
      assertThat(footnote.jobs(OPERATOR, 10)).as("other input, and what has ended").hasSize(3);
    }
  }

  @Test
  void whatACrashCutShortIsFinishedByTheNextProcess() throws Exception {
    String anchor;
    try (Footnote footnote = open()) {
      fill(footnote);
      anchor = idOf(footnote, "anchor");
      DocumentRecord record = footnote.document(OPERATOR, anchor).document();
      // as a process leaves it that is killed after it recorded what to delete
      Files.write(data.resolve("deleting"), new byte[0]);
      try (StateDatabase database = new StateDatabase(data.resolve("state.db"))) {
        new DeletionLog(database)
            .begin(
                new Deletion(
                    "del_1",
                    "default",
                    record.chunks(),
                    false,
                    Instant.EPOCH,
                    Set.of(anchor),
                    Set.of("anchor"),
                    Set.of(record.contentHash()),
                    Set.of(),
                    Set.of()));
      }
    }
    try (Footnote footnote = open()) {
      assertThatThrownBy(() -> footnote.document(OPERATOR, anchor))
          .isInstanceOf(NotFoundException.class);
      DeletionReceipt receipt = footnote.deletions(OPERATOR, 10).getFirst();
      assertThat(receipt.deletionId()).isEqualTo("del_1");
      assertThat(receipt.chunks()).isEqualTo(1);
      assertThat(receipt.requestedAt()).isEqualTo(Instant.EPOCH);
      assertThat(receipt.deletedAt()).isAfter(Instant.EPOCH);
    }
    assertThat(data.resolve("deleting")).doesNotExist();
  }

  @Test
  void aFilterThatNothingSatisfiesDeletesNothing() throws Exception {
    try (Footnote footnote = open()) {
      fill(footnote);
      var what = new DeletionRequest.Selection.Matching("default", FilterText.parse("year < 1900"));
      assertThat(footnote.delete(OPERATOR, new DeletionRequest(what, false)).documents()).isEmpty();
      assertThat(records(footnote)).hasSize(4);
    }
  }
}
