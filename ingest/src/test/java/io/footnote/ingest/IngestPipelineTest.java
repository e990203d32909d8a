package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.embed.EmbeddingException;
import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.TokenCounter;
import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput.PathInput;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.FileParsedStore;
import io.footnote.ingest.parse.NgramLanguageDetector;
import io.footnote.ingest.parse.SampleFiles;
import io.footnote.ingest.source.DocumentIds;
import io.footnote.ingest.source.MissingPathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IngestPipelineTest {
  private final HashingEmbedder embedder = new HashingEmbedder(16);
  private final LuceneIndexes indexes = new LuceneIndexes();
  private final List<IngestProgress> progress = new ArrayList<>();

  @TempDir Path folder;
  private Path documents;
  private FileParsedStore store;
  private ChunkIndex index;
  private Ingestion ingestion;
  private Clock clock = Clock.systemUTC();

  @BeforeEach
  void open() throws IOException {
    documents = Files.createDirectory(folder.resolve("documents"));
    store = new FileParsedStore(folder.resolve("parsed"));
    StructureChunker chunker = new StructureChunker(embedder.tokenCounter(), 512);
    index =
        indexes.open(
            folder.resolve("index"),
            LuceneIndexes.manifest(
                embedder.model().name(),
                embedder.model().contentHash(),
                embedder.model().dimension(),
                chunker.chunkerId()),
            principal -> principal.operator() ? PolicyIds.everything() : PolicyIds.of(0));
    ingestion = pipeline(embedder);
  }

  @AfterEach
  void close() {
    ingestion.close();
    index.close();
    indexes.close();
  }

  @Test
  void aDocumentIsAnalyzedInTheLanguageItIsIn() throws IOException {
    String german =
        """
        Jede Mitarbeiterin und jeder Mitarbeiter hat im Kalenderjahr dreißig Tage bezahlten Urlaub.
        Nicht genommener Urlaub verfällt am 31. März des folgenden Jahres. Die Verträge regeln mehr.
        """;
    write("urlaub.md", "# Urlaub\n\n" + german);
    write("template.html", "<html lang='en'><body><p>" + german + "</p></body></html>");
    write("short.html", "<html lang='fr'><body><p>Les congés</p></body></html>");
    write("short.txt", "The leave");
    write("record.jsonl", "{\"_id\": \"r\", \"text\": \"" + german.replace("\n", " ") + "\"}");

    ingest(0L);

    assertThat(document(documents.resolve("urlaub.md").toString()).language()).isEqualTo("de");
    assertThat(document(documents.resolve("template.html").toString()).language()).isEqualTo("de");
    assertThat(document(documents.resolve("short.html").toString()).language()).isEqualTo("fr");
    assertThat(document(documents.resolve("short.txt").toString()).language()).isEqualTo("und");
    assertThat(document("r").language()).isEqualTo("de");
    try (ReadView view = index.lease(Principal.operator("op"))) {
      assertThat(
              view.candidates(
                  new CandidateRequest("Urlaubs Vertrag", null, SearchMode.LEXICAL, null, 10)))
          .hasSize(3);
    }
  }

  @Test
  void recordsOfACorpusAreDocumentsKnownByTheirIds() throws IOException {
    write(
        "corpus.jsonl",
        """
        {"_id": "4983", "title": "Brain development", "text": "White matter matures.", "metadata": {"year": 2023, "tags": ["a", "b"]}}
        {"_id": "5836", "title": "", "text": "Myelodysplasia is studied."}

        {"_id": 17, "text": "Numbered."
        {"id": "x", "body": "Third."}
        [1]
        {"id": "y", "title": " "}
        """);

    IngestReport report = ingest(0L);

    String corpus = documents.resolve("corpus.jsonl").toString();
    assertThat(report.failures())
        .containsExactly(
            new FailedDocument(
                corpus + ":4",
                "line 4 is not valid JSON: Unexpected end-of-input: expected close marker for"
                    + " Object"),
            new FailedDocument(
                corpus + ":6", "line 6 is not a JSON object but array; write one object a line"),
            new FailedDocument(
                "y", "line 7 of " + corpus + " has no text in text, content, body or title"));
    assertThat(report.progress().documentsTotal()).isEqualTo(6);
    assertThat(report.progress().documentsDone()).isEqualTo(6);
    assertThat(report.progress().documentsFailed()).isEqualTo(3);
    assertThat(report.progress().chunks()).isEqualTo(3);
    DocumentRecord record = document("4983");
    assertThat(record.title()).isEqualTo("Brain development");
    assertThat(record.metadata())
        .containsEntry("year", List.of(new MetadataValue.Numeric(2023)))
        .containsEntry(
            "tags", List.of(new MetadataValue.Keyword("a"), new MetadataValue.Keyword("b")));
    ChunkRecord chunk = chunks(record).getFirst();
    assertThat(chunk.context()).isEqualTo("Brain development");
    assertThat(chunk.text()).isEqualTo("White matter matures.");
    assertThat(document("5836").title()).isEqualTo("5836");
    assertThat(chunks(document("5836")).getFirst().context()).isEmpty();
  }

  @Test
  void unchangedDocumentsAreNotEmbeddedAgain() throws IOException {
    write("a.txt", "One.");
    write("b.md", "# Two\n\nText.");
    ingest(0L);
    int embedded = embedder.embedded();

    IngestReport again = ingest(0L);

    assertThat(embedder.embedded()).isEqualTo(embedded).isEqualTo(2);
    assertThat(again.progress().documentsUnchanged()).isEqualTo(2);
    assertThat(again.progress().chunks()).isZero();

    write("a.txt", "Changed.");
    IngestReport changed = ingest(0L);
    assertThat(embedder.embedded()).isEqualTo(3);
    assertThat(changed.progress().documentsUnchanged()).isEqualTo(1);
    assertThat(chunks(document(documents.resolve("a.txt").toString())).getFirst().text())
        .isEqualTo("Changed.");
    assertThat(index.stats().documents()).isEqualTo(2);
  }

  @Test
  void anotherPolicyMovesADocumentWithoutEmbedding() throws IOException {
    write("a.txt", "One.");
    ingest(0L);

    IngestReport moved = ingest(7L);

    assertThat(embedder.embedded()).isEqualTo(1);
    assertThat(moved.progress().documentsDone()).isEqualTo(1);
    assertThat(document(documents.resolve("a.txt").toString()).policyId()).isEqualTo(7);
    try (ReadView anonymous = index.lease(Principal.anonymous())) {
      assertThat(anonymous.counts().documents()).isZero();
    }
  }

  @Test
  void attachmentsAreDocumentsThatGoWithTheirMail() throws IOException {
    Path mail = SampleFiles.eml(documents.resolve("mail.eml"));
    ingest(3L);

    DocumentRecord parent = document(mail.toString());
    DocumentRecord attachment = document(mail + "!/agenda.txt");
    assertThat(parent.title()).isEqualTo("Minutes of the board");
    assertThat(attachment.parentId()).isEqualTo(parent.documentId());
    assertThat(attachment.policyId()).isEqualTo(3);
    assertThat(store.get(attachment.contentHash()).orElseThrow().text())
        .isEqualTo("First item: the budget.");

    Files.writeString(
        mail, "From: a@example.org\r\nSubject: No attachment\r\n\r\nNothing is attached.\r\n");
    ingest(3L);

    try (ReadView view = index.lease(Principal.operator("test"))) {
      assertThat(view.document(attachment.documentId())).isEmpty();
      assertThat(view.children(parent.documentId())).isEmpty();
      assertThat(view.document(parent.documentId()).orElseThrow().title())
          .isEqualTo("No attachment");
    }
  }

  @Test
  void passagesStandWhereTheySayInTheStoredText() throws IOException {
    SampleFiles.pdf(
        documents.resolve("REPORT_2024.pdf"),
        "none",
        new String[] {
          "The first page tells of oceans, their depth and the life in them, from whale to krill."
        },
        new String[] {
          "The second page tells of mountains, of their height and their snow, and of who climbs."
        });
    ingest(0L);

    DocumentRecord report = document(documents.resolve("REPORT_2024.pdf").toString());
    String text = store.get(report.contentHash()).orElseThrow().text();
    List<ChunkRecord> chunks = chunks(report);
    assertThat(report.title()).isEqualTo("REPORT 2024");
    assertThat(report.pages()).isEqualTo(2);
    assertThat(chunks).extracting(ChunkRecord::pageStart).containsExactly(1, 2);
    assertThat(chunks)
        .allSatisfy(chunk ->
            assertThat(text.substring(chunk.span().start(), chunk.span().end()))
                .isEqualTo(chunk.text()));
  }

  @Test
  void aFileThatFailsIsNamedAndTheOthersGoOn() throws IOException {
    write("a.txt", "");
    write("b.txt", "Fine.");
    write(".hidden.txt", "Hidden.");
    write("ü.txt", "Also fine.");

    IngestReport report = ingest(0L);

    assertThat(report.failures())
        .containsExactly(
            new FailedDocument(
                documents.resolve("a.txt").toString(), "it has no text (an empty file)"));
    assertThat(sources())
        .containsExactlyInAnyOrder(
            documents.resolve("b.txt").toString(), documents.resolve("ü.txt").toString());
  }

  @Test
  void withoutAPolicyKnownDocumentsKeepTheirsAndNewOnesArePublic() throws IOException {
    write("known.txt", "Salaries.");
    ingest(7L);
    write("new.txt", "Opening hours.");

    ingest(null);
    assertThat(document(documents.resolve("known.txt").toString()).policyId()).isEqualTo(7);
    assertThat(document(documents.resolve("new.txt").toString()).policyId()).isEqualTo(0);

    write("known.txt", "Salaries, changed.");
    ingest(null);
    assertThat(document(documents.resolve("known.txt").toString()).policyId()).isEqualTo(7);
  }

  @Test
  void missingPathFailsBeforeAnythingIsIngested() throws IOException {
    write("a.txt", "One.");
    Path missing = folder.resolve("missing");
    IngestRequest request =
        new IngestRequest(
            "default", List.of(new PathInput(documents), new PathInput(missing)), 0L, Map.of());

    assertThatThrownBy(() -> ingestion.run(request, index, progress::add, () -> false))
        .isInstanceOf(MissingPathException.class)
        .hasMessage(
            "there is no file or folder " + missing + "; check the path (nothing was ingested)");
    assertThat(embedder.embedded()).isZero();
  }

  @Test
  void emptyFolderIsDoneAtOnce() {
    IngestReport report = ingest(0L);

    assertThat(report.progress().stage()).isEqualTo("done");
    assertThat(report.progress().documentsTotal()).isZero();
    assertThat(report.cancelled()).isFalse();
  }

  @Test
  void cancellingKeepsWhatWasCommittedAndSaysSo() throws IOException {
    writeRecords(1000);
    AtomicInteger asked = new AtomicInteger();

    IngestReport report =
        ingestion.run(request(0L), index, progress::add, () -> asked.incrementAndGet() > 300);

    assertThat(report.cancelled()).isTrue();
    assertThat(report.progress().documentsDone()).isBetween(1L, 300L);
    assertThat(index.stats().documents()).isEqualTo(report.progress().documentsDone());

    IngestReport rest = ingest(0L);
    assertThat(rest.progress().documentsUnchanged()).isEqualTo(report.progress().documentsDone());
    assertThat(index.stats().documents()).isEqualTo(1000);
  }

  @Test
  void progressCountsWhatIsCommittedAndEndsWithEverything() throws IOException {
    writeRecords(3000);

    ingestion.run(
        request(0L),
        index,
        now -> {
          progress.add(now);
          assertThat(now.documentsDone()).isLessThanOrEqualTo(index.stats().documents());
        },
        () -> false);

    assertThat(progress.getFirst().stage()).isEqualTo("listing");
    assertThat(progress.getLast().stage()).isEqualTo("done");
    assertThat(progress.getLast().documentsDone()).isEqualTo(3000);
    assertThat(progress.getLast().chunks()).isEqualTo(3000);
    assertThat(progress.getLast().embedded()).isEqualTo(3000);
  }

  @Test
  void giantDocumentIsIndexedWhole() throws IOException {
    writeGiant(20_000);

    ingest(0L);

    DocumentRecord giant = giant();
    assertThat(giant.chunks()).isGreaterThan(300);
    assertThat(index.stats().chunks()).isEqualTo(giant.chunks());
  }

  @Test
  void chunksOfAGiantDocumentCountAsTheyAreEmbedded() throws IOException {
    writeGiant(20_000);
    clock = new RacingClock();
    try (Ingestion racing = pipeline(embedder)) {
      racing.run(request(0L), index, progress::add, () -> false);
    }

    int chunks = giant().chunks();
    assertThat(progress)
        .filteredOn(now -> now.chunks() == 0)
        .extracting(IngestProgress::chunksEmbedded)
        .as("vectors that were there before the document was")
        .isSorted()
        .contains(64L, 128L, (long) chunks);
    assertThat(progress)
        .filteredOn(now -> now.chunksEmbedded() > 0 && now.chunksEmbedded() < chunks)
        .allSatisfy(now -> {
          assertThat(now.chunksFound()).isEqualTo(chunks);
          assertThat(now.documentsDone()).isZero();
          assertThat(now.share()).isEqualTo(now.chunksEmbedded() / (double) chunks);
        })
        .anySatisfy(now -> assertThat(now.millisLeft()).isNotNull());
    assertThat(progress.getLast().chunks()).isEqualTo(chunks);
    assertThat(progress.getLast().embedded()).isEqualTo(chunks);
    assertThat(progress.getLast().share()).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void othersChangeTheIndexWhileAGiantDocumentIsEmbedded() throws IOException {
    writeGiant(5000);
    // Waits for the index's own thread, which would be waiting for this if it pulled the vectors.
    Embedder changing = new WatchedEmbedder(embedder, index::refresh);
    try (Ingestion ingesting = pipeline(changing)) {
      ingesting.run(request(0L), index, progress::add, () -> false);
    }
    assertThat(index.stats().chunks()).isEqualTo(giant().chunks());
  }

  @Test
  void cancellingInTheMiddleOfAGiantDocumentLeavesTheOldOne() throws IOException {
    write("giant.txt", "The old version.");
    ingest(0L);
    writeGiant(20_000);
    int before = embedder.embedded();

    IngestReport report =
        ingestion.run(request(0L), index, progress::add, () -> embedder.embedded() - before >= 640);

    assertThat(report.cancelled()).isTrue();
    assertThat(embedder.embedded() - before).isBetween(640, 640 + 6 * EmbeddingBatches.CHUNKS);
    assertOldVersionIsWhole();
    ingest(0L);
    assertThat(index.stats().chunks()).isEqualTo(giant().chunks()).isGreaterThan(640);
  }

  @Test
  void cancellingWhileTheIndexReadsAGiantDocumentLeavesTheOldOne() throws IOException {
    write("giant.txt", "The old version.");
    ingest(0L);
    writeGiant(20_000);

    IngestReport report =
        ingestion.run(
            request(0L), index, progress::add, () -> progress.getLast().stage().equals("indexing"));

    assertThat(progress).extracting(IngestProgress::stage).contains("indexing");
    assertThat(report.cancelled()).isTrue();
    assertOldVersionIsWhole();
    ingest(0L);
    assertThat(index.stats().chunks()).isEqualTo(giant().chunks()).isGreaterThan(640);
  }

  private void assertOldVersionIsWhole() throws IOException {
    assertThat(chunks(giant())).extracting(ChunkRecord::text).containsExactly("The old version.");
    assertThat(index.stats().chunks()).isEqualTo(1);
    try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @Timeout(60)
  void cancellingDoesNotWaitForTheModel() throws IOException {
    writeRecords(1000);
    AtomicBoolean cancelled = new AtomicBoolean();
    Embedder hanging =
        new WatchedEmbedder(
            embedder,
            () -> {
              cancelled.set(true);
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new EmbeddingException("interrupted while embedding", e);
              }
            });
    try (Ingestion stuck = pipeline(hanging)) {
      assertThat(stuck.run(request(0L), index, progress::add, cancelled::get).cancelled()).isTrue();
    }
    assertThat(index.stats().documents()).isZero();
  }

  @Test
  void failureOfTheModelEndsTheRun() throws IOException {
    writeRecords(10);
    try (Ingestion failing = pipeline(new BrokenEmbedder(embedder))) {
      assertThatThrownBy(() -> failing.run(request(0L), index, progress::add, () -> false))
          .isInstanceOf(EmbeddingException.class)
          .hasMessage("the model is broken");
    }
    assertThat(index.stats().documents()).isZero();
  }

  @Test
  void textAndUploadsAreKnownByTheirSource() throws IOException {
    Path spooled = Files.writeString(folder.resolve("spool-1"), "# Uploaded\n\nBody.");
    IngestRequest request =
        new IngestRequest(
            "default",
            List.of(
                new IngestInput.Text("note", "A note", "Remember the milk."),
                new IngestInput.Upload("guide.md", spooled)),
            0L,
            Map.of("team", List.of(new MetadataValue.Keyword("ops"))));

    ingestion.run(request, index, progress::add, () -> false);

    assertThat(document("note").title()).isEqualTo("A note");
    assertThat(document("note").metadata())
        .containsEntry("team", List.of(new MetadataValue.Keyword("ops")));
    assertThat(document("guide.md").title()).isEqualTo("Uploaded");
  }

  private record BrokenEmbedder(Embedder embedder) implements Embedder {
    @Override
    public EmbeddingModelInfo model() {
      return embedder.model();
    }

    @Override
    public TokenCounter tokenCounter() {
      return embedder.tokenCounter();
    }

    @Override
    public Embedding embedQuery(String query) {
      return embedder.embedQuery(query);
    }

    @Override
    public List<Embedding> embedPassages(List<String> passages) {
      throw new EmbeddingException("the model is broken");
    }

    @Override
    public void close() {}
  }

  /** Does something before each batch. */
  private record WatchedEmbedder(Embedder embedder, Runnable before) implements Embedder {
    @Override
    public EmbeddingModelInfo model() {
      return embedder.model();
    }

    @Override
    public TokenCounter tokenCounter() {
      return embedder.tokenCounter();
    }

    @Override
    public Embedding embedQuery(String query) {
      return embedder.embedQuery(query);
    }

    @Override
    public List<Embedding> embedPassages(List<String> passages) {
      before.run();
      return embedder.embedPassages(passages);
    }

    @Override
    public void close() {}
  }

  /** A second passes between two looks at it. */
  private static final class RacingClock extends Clock {
    private final AtomicLong millis = new AtomicLong();

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.addAndGet(1000));
    }
  }

  private Ingestion pipeline(Embedder model) {
    return new IngestPipeline(
        model,
        store,
        new DocumentParser(),
        new NgramLanguageDetector(),
        new StructureChunker(model.tokenCounter(), 512),
        folder.resolve("scratch"),
        clock);
  }

  private IngestReport ingest(@Nullable Long policy) {
    return ingestion.run(request(policy), index, progress::add, () -> false);
  }

  private IngestRequest request(@Nullable Long policy) {
    return new IngestRequest("default", List.of(new PathInput(documents)), policy, Map.of());
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(documents.resolve(name), content);
  }

  private void writeGiant(int paragraphs) throws IOException {
    write(
        "giant.txt",
        IntStream.range(0, paragraphs)
            .mapToObj(i -> "Paragraph %d has as many words as it takes to be long.".formatted(i))
            .collect(Collectors.joining("\n\n")));
  }

  private DocumentRecord giant() {
    return document(documents.resolve("giant.txt").toString());
  }

  private void writeRecords(int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("{\"_id\": \"r%d\", \"text\": \"Record number %d.\"}\n".formatted(i, i));
    }
    write("records.jsonl", lines.toString());
  }

  private DocumentRecord document(String source) {
    try (ReadView view = index.lease(Principal.operator("test"))) {
      return view.document(DocumentIds.of("default", source)).orElseThrow();
    }
  }

  private List<ChunkRecord> chunks(DocumentRecord document) {
    try (ReadView view = index.lease(Principal.operator("test"))) {
      return view.chunks(document.documentId(), 0, document.chunks() - 1);
    }
  }

  private List<String> sources() {
    try (ReadView view = index.lease(Principal.operator("test"))) {
      return view.documents(new DocumentQuery(null, null, 100)).documents().stream()
          .map(DocumentRecord::source)
          .toList();
    }
  }
}
