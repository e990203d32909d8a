package io.footnote.ingest;

import io.footnote.embed.Embedder;
import io.footnote.index.ChunkIndex;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.LanguageDetector;
import io.footnote.ingest.parse.ParsedStore;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The path of a document: {@code source → parse → chunk → embed → index → commit → report}.
 *
 * <p>A thread of the run lists sources and reads records; a small pool parses and chunks them;
 * another embeds batches that span documents; the caller's thread hands whole documents to the
 * index, in the order of their sources, and commits. What is on its way is bounded by its size, so
 * memory stays flat.
 */
public final class IngestPipeline implements Ingestion {
  /** As many documents are parsed side by side as there are parser processes. */
  private static final int PREPARING_THREADS = 2;

  private final Embedder embedder;
  private final ParsedStore store;
  private final DocumentParser parser;
  private final LanguageDetector languages;
  private final StructureChunker chunker;
  private final Clock clock;
  private final ExecutorService preparing;
  private final ExecutorService embedding;

  /**
   * @param embedder makes the vectors; stays open when the pipeline is closed
   * @param store keeps parsed documents
   * @param parser closed with the pipeline
   * @param languages says how the index analyzes a document
   */
  public IngestPipeline(
      Embedder embedder,
      ParsedStore store,
      DocumentParser parser,
      LanguageDetector languages,
      StructureChunker chunker,
      Clock clock) {
    this.embedder = embedder;
    this.store = store;
    this.parser = parser;
    this.languages = languages;
    this.chunker = chunker;
    this.clock = clock;
    this.preparing = pool("footnote-prepare", PREPARING_THREADS);
    this.embedding = pool("footnote-embed-batches", EmbeddingBatches.IN_FLIGHT);
  }

  @Override
  public IngestReport run(
      IngestRequest request,
      ChunkIndex index,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled) {
    Tally tally = new Tally(clock, progress);
    tally.stage("listing");
    SourceListing listing = SourceListing.of(request.inputs());
    tally.found(listing.documents());
    tally.stage("ingesting");
    Preparation preparation =
        new Preparation(request, index, parser, store, languages, chunker, clock);
    try (PreparedQueue prepared = new PreparedQueue(preparing, preparation, listing, cancelled)) {
      IndexWriting writing =
          new IndexWriting(index, new EmbeddingBatches(embedder, embedding), tally, clock);
      boolean wasCancelled = writing.writeAll(prepared, cancelled);
      tally.stage("done");
      return tally.finish(wasCancelled);
    }
  }

  @Override
  public void close() {
    preparing.shutdownNow();
    embedding.shutdownNow();
    parser.close();
  }

  private static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
  }
}
