package io.footnote.ingest;

import io.footnote.embed.Embedder;
import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput.PathInput;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.FileOriginals;
import io.footnote.ingest.parse.FileParsedStore;
import io.footnote.ingest.parse.NgramLanguageDetector;
import io.footnote.ingest.source.DocumentIds;
import io.footnote.ingest.source.WebAccess;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline over a folder of documents, with real parsing and indexing and a fast embedder. */
abstract class PipelineFixture {
  final HashingEmbedder embedder = new HashingEmbedder(16);
  final LuceneIndexes indexes = new LuceneIndexes();
  final List<IngestProgress> progress = new ArrayList<>();

  @TempDir Path folder;
  Path documents;
  FileParsedStore store;
  FileOriginals originals;
  ChunkIndex index;
  Ingestion ingestion;
  Clock clock = Clock.systemUTC();
  WebAccess access = WebAccess.NONE;

  @BeforeEach
  void open() throws IOException {
    documents = Files.createDirectory(folder.resolve("documents"));
    store = new FileParsedStore(folder.resolve("parsed"));
    originals = new FileOriginals(folder.resolve("originals"));
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
    store.close();
    indexes.close();
  }

  Ingestion pipeline(Embedder model) {
    return new IngestPipeline(
        store,
        originals,
        new DocumentParser(),
        new NgramLanguageDetector(),
        kind -> making(kind, model),
        access,
        folder.resolve("scratch"),
        clock);
  }

  private static ChunkMaking making(IndexKind kind, Embedder model) {
    return switch (kind) {
      case HYBRID ->
          new ChunkMaking.Embedded(new StructureChunker(model.tokenCounter(), 512), model);
      case LEXICAL_ONLY -> new ChunkMaking.LexicalOnly();
    };
  }

  IngestReport ingest(@Nullable Long policy) {
    return ingestion.run(request(policy), index, _ -> {}, progress::add, () -> false);
  }

  IngestRequest request(@Nullable Long policy) {
    return new IngestRequest("default", List.of(new PathInput(documents)), policy, Map.of());
  }

  void write(String name, String content) throws IOException {
    Files.writeString(documents.resolve(name), content);
  }

  void writeGiant(int paragraphs) throws IOException {
    write(
        "giant.txt",
        IntStream.range(0, paragraphs)
            .mapToObj(i -> "Paragraph %d has as many words as it takes to be long.".formatted(i))
            .collect(Collectors.joining("\n\n")));
  }

  DocumentRecord giant() {
    return document(documents.resolve("giant.txt").toString());
  }

  void writeRecords(int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("{\"_id\": \"r%d\", \"text\": \"Record number %d.\"}\n".formatted(i, i));
    }
    write("records.jsonl", lines.toString());
  }

  DocumentRecord document(String source) {
    try (ReadView view = index.lease(Principal.operator("test"))) {
      return view.document(DocumentIds.of("default", source)).orElseThrow();
    }
  }

  List<ChunkRecord> chunks(DocumentRecord document) {
    try (ReadView view = index.lease(Principal.operator("test"))) {
      return view.chunks(document.documentId(), 0, document.chunks() - 1);
    }
  }

  List<String> sources() {
    try (ReadView view = index.lease(Principal.operator("test"))) {
      return view.documents(new DocumentQuery(null, null, 100)).documents().stream()
          .map(DocumentRecord::source)
          .toList();
    }
  }

  /** A second passes between two looks at it. */
  static final class RacingClock extends Clock {
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
}
