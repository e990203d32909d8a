package io.footnote.ingest;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Principal;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.LanguageDetector;
import io.footnote.ingest.parse.OriginalKeeper;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.ingest.source.WebAccess;
import io.footnote.ingest.source.WebFetcher;
import io.footnote.ingest.source.WebListing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The path of a document: {@code source → parse → chunk → embed → index → commit → report}.
 *
 * <p>A thread of the run lists sources and reads records; a small pool parses and chunks them;
 * another embeds batches that span documents; the caller's thread hands whole documents to the
 * index, in the order of their sources, and commits. What is on its way is bounded by its size, and
 * the vectors of a large document wait on disk until they are complete, so memory stays flat.
 */
public final class IngestPipeline implements Ingestion {
  /** As many documents are parsed side by side as there are parser processes. */
  private static final int PREPARING_THREADS = 2;

  /** A thread ends with the text it is at; more than this it takes only if something hangs. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private static final Principal READER = Principal.operator("ingest");

  private static final long BYTES_PER_CHARACTER = 2;

  private static final Logger LOG = LoggerFactory.getLogger(IngestPipeline.class);

  private final ParsedStore store;
  private final OriginalKeeper originals;
  private final DocumentParser parser;
  private final LanguageDetector languages;
  private final Function<IndexKind, ChunkMaking> making;
  private final WebFetcher fetcher;
  private final WebListing web;
  private final Path scratch;
  private final Clock clock;
  private final ExecutorService preparing;
  private final ExecutorService embedding;

  /**
   * @param store keeps parsed documents
   * @param originals keeps documents as they came
   * @param parser closed with the pipeline
   * @param languages says how the index analyzes a document
   * @param making how the chunks of an index of each kind are made; asked when there is one
   * @param access what may be fetched from the web
   * @param scratch folder for the vectors of large documents and for what is fetched, made when
   *     needed; nothing in it outlives the document
   */
  public IngestPipeline(
      ParsedStore store,
      OriginalKeeper originals,
      DocumentParser parser,
      LanguageDetector languages,
      Function<IndexKind, ChunkMaking> making,
      WebAccess access,
      Path scratch,
      Clock clock) {
    this.scratch = scratch;
    this.store = store;
    this.originals = originals;
    this.parser = parser;
    this.languages = languages;
    this.making = making;
    this.clock = clock;
    this.fetcher = new WebFetcher(access, clock);
    this.web = new WebListing(fetcher, access, scratch);
    this.preparing = pool("footnote-prepare", PREPARING_THREADS);
    this.embedding = pool("footnote-embed-batches", EmbeddingBatches.IN_FLIGHT);
  }

  @Override
  public IngestReport run(
      IngestRequest request,
      ChunkIndex index,
      Consumer<Set<String>> outdated,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled) {
    Tally tally = new Tally(clock, progress);
    tally.stage("listing");
    SourceListing listing = SourceListing.of(request, web);
    tally.found(listing.documents());
    tally.stage("ingesting");
    ChunkMaking chunks = making(index);
    Preparation preparation =
        preparation(request, chunks, familiarity(request, chunks), index, _ -> false);
    return write(
        index,
        chunks,
        to ->
            listing.forEach(source ->
                to.test(new Preparing(source.weight(), () -> preparation.prepare(source)))),
        outdated,
        tally,
        cancelled);
  }

  @Override
  public IngestReport sync(
      SyncRequest request,
      ChunkIndex index,
      List<Tombstone> tombstones,
      Consumer<Set<String>> outdated,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled) {
    Tally tally = new Tally(clock, progress);
    tally.stage("listing");
    SourceListing listing = SourceListing.of(request.what(), web);
    ChunkMaking chunks = making(index);
    Familiarity familiarity = familiarity(request.what(), chunks);
    tally.stage("comparing");
    FolderComparison comparison;
    Removal removal;
    try (ReadView view = index.lease(READER)) {
      comparison =
          FolderComparison.of(
              request, listing, Optional.of(view), tombstones, familiarity::contentHash, cancelled);
      removal = Removal.of(comparison.removed(), view);
    } catch (IngestStoppedException e) {
      return tally.finish(true);
    }
    String refusal = comparison.refusal();
    if (refusal != null) {
      throw new SyncRefusedException(refusal);
    }
    removal.run(index, tally);
    if (!removal.documents().isEmpty()) {
      outdated.accept(removal.contentHashes());
    }
    tally.found(listing.documents() - comparison.keptDeleted().size());
    tally.stage("ingesting");
    SyncPreparation prepared =
        new SyncPreparation(
            request.collection(),
            comparison,
            familiarity,
            preparation(request.what(), chunks, familiarity, index, comparison::isDeleted),
            index);
    return write(
        index,
        chunks,
        to ->
            listing.forEach(source ->
                !prepared.wants(source)
                    || to.test(new Preparing(source.weight(), () -> prepared.prepare(source)))),
        outdated,
        tally,
        cancelled);
  }

  @Override
  public SyncPlan plan(
      SyncRequest request, @Nullable ChunkIndex index, List<Tombstone> tombstones) {
    SourceListing listing = SourceListing.of(request.what(), web);
    // Where there is nothing yet, nothing is compared with how it was made.
    Familiarity familiarity =
        familiarity(request.what(), index == null ? new ChunkMaking.LexicalOnly() : making(index));
    try (ReadView leased = index == null ? null : index.lease(READER)) {
      Optional<ReadView> view = Optional.ofNullable(leased);
      FolderComparison comparison =
          FolderComparison.of(
              request, listing, view, tombstones, familiarity::contentHash, () -> false);
      return new SyncPlanning(comparison, familiarity, view).plan(request.collection(), listing);
    }
  }

  private ChunkMaking making(ChunkIndex index) {
    return making.apply(index.manifest().kind());
  }

  private Familiarity familiarity(IngestRequest request, ChunkMaking chunks) {
    return new Familiarity(request, parser, chunks.chunker().chunkerId());
  }

  private Preparation preparation(
      IngestRequest request,
      ChunkMaking chunks,
      Familiarity familiarity,
      ChunkIndex index,
      Predicate<DocumentRecord> staysDeleted) {
    return new Preparation(
        request,
        familiarity,
        index,
        parser,
        store,
        originals,
        languages,
        chunks.chunker(),
        fetcher,
        scratch,
        clock,
        staysDeleted);
  }

  @Override
  public IngestReport reembed(
      ChunkIndex from,
      ChunkIndex to,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled) {
    Tally tally = new Tally(clock, progress);
    tally.stage("listing");
    ChunkMaking chunks = making(to);
    try (ReadView old = from.lease(READER)) {
      tally.found(old.counts().documents());
      removeOutdated(old, to);
      tally.stage("ingesting");
      KeptPreparation preparation =
          new KeptPreparation(new KeptTexts(old, parser, store), to, languages, chunks.chunker());
      return write(
          to,
          chunks,
          next ->
              Documents.forEach(
                  old,
                  document ->
                      next.test(
                          new Preparing(
                              BYTES_PER_CHARACTER * document.characters(),
                              () -> preparation.prepare(document)))),
          _ -> {}, // the old index has them
          tally,
          cancelled);
    }
  }

  /** What an earlier, unfinished run made of documents that are no longer so. */
  private static void removeOutdated(ReadView old, ChunkIndex to) {
    List<String> outdated = new ArrayList<>();
    try (ReadView made = to.lease(READER)) {
      Documents.forEach(
          made,
          document -> {
            if (old.document(document.documentId())
                .filter(original -> KeptPreparation.sameOrigin(document, original))
                .isEmpty()) {
              outdated.add(document.documentId());
            }
            return true;
          });
    }
    if (!outdated.isEmpty()) {
      outdated.forEach(to::delete);
      to.commit();
    }
  }

  private IngestReport write(
      ChunkIndex index,
      ChunkMaking chunks,
      Consumer<Predicate<Preparing>> documents,
      Consumer<Set<String>> outdated,
      Tally tally,
      BooleanSupplier cancelled) {
    Unindexed unindexed = new Unindexed();
    Consumer<Predicate<Preparing>> noted =
        to ->
            documents.accept(
                one -> to.test(new Preparing(one.weight(), unindexed.noted(one.work()))));
    try (PreparedQueue prepared = new PreparedQueue(preparing, noted, cancelled)) {
      IndexWriting writing =
          new IndexWriting(
              index, store, vectors(chunks), scratch, outdated, unindexed, tally, clock, cancelled);
      boolean wasCancelled = writing.writeAll(prepared);
      tally.stage("done");
      return tally.finish(wasCancelled);
    } finally {
      outdated.accept(unindexed.left());
    }
  }

  private Vectors vectors(ChunkMaking chunks) {
    return switch (chunks) {
      case ChunkMaking.Embedded embedded -> new EmbeddingBatches(embedded.embedder(), embedding);
      case ChunkMaking.LexicalOnly _ -> new NoVectors();
    };
  }

  /** Waits for its threads: the model and the tokenizer must not be closed under them. */
  @Override
  public void close() {
    List<ExecutorService> pools = List.of(preparing, embedding);
    pools.forEach(ExecutorService::shutdownNow);
    parser.close();
    fetcher.close();
    boolean interrupted = false;
    long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    for (ExecutorService pool : pools) {
      try {
        if (!pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          LOG.warn("a document is still being read; Footnote closes without waiting for it");
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
  }
}
