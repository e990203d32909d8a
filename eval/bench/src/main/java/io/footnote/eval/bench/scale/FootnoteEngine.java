package io.footnote.eval.bench.scale;

import io.footnote.embed.BackgroundThreads;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.lucene.LuceneSettings;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.index.model.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Footnote's own index, with texts and policies, searched through {@link ReadView#candidates}. */
final class FootnoteEngine implements VectorEngine {
  /** What the engine's profiles ask of each leg. */
  static final int PROFILE_DEPTH = 200;

  private static final Duration SETTLE_TICK = Duration.ofSeconds(10);
  private static final int DOCUMENTS_OF_COMMIT = 10_000;
  private static final String ID = "d%07d";

  private final ChunkIndex index;

  /** Closed with this; null when others use it too. */
  private final @Nullable Shared owned;

  private FootnoteEngine(ChunkIndex index, @Nullable Shared owned) {
    this.index = index;
    this.owned = owned;
  }

  static FootnoteEngine open(BenchCorpus corpus) {
    Shared shared = new Shared();
    ChunkIndex index =
        shared.index(corpus.folder().resolve("footnote"), corpus.vectors().dimension());
    return new FootnoteEngine(index, shared);
  }

  /** Sees documents whose policy is at most {@code lastPolicy}. */
  static Principal reader(int lastPolicy) {
    return Principal.of("bench", Integer.toString(lastPolicy));
  }

  private static PolicyIds visible(Principal principal) {
    return principal.operator()
        ? PolicyIds.everything()
        : PolicyIds.of(
            LongStream.rangeClosed(1, Long.parseLong(principal.groups().iterator().next()))
                .toArray());
  }

  /**
   * Indexes every document, with a commit now and then and merging at the end, as an ingest has.
   */
  void build(BenchCorpus corpus) {
    for (int document = 0; document < corpus.documents(); document++) {
      replace(corpus, document, 0);
      if (document % DOCUMENTS_OF_COMMIT == DOCUMENTS_OF_COMMIT - 1) {
        index.commit();
        System.out.printf("  %d documents%n", document + 1);
      }
    }
    settle();
  }

  /** Commits and waits for segments to be merged, as each ingest ends. */
  void settle() {
    try {
      while (!index.settle(SETTLE_TICK)) {
        System.out.print(".");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the benchmark was interrupted", e);
    }
  }

  /** Puts a document in again, with the vectors that the corpus has now. */
  void replace(BenchCorpus corpus, int document, int version) {
    int first = document * BenchCorpus.CHUNKS_OF_DOCUMENT;
    List<EmbeddedChunk> chunks =
        IntStream.range(0, BenchCorpus.CHUNKS_OF_DOCUMENT)
            .mapToObj(i -> chunk(corpus, ID.formatted(document), i, first + i, version))
            .toList();
    index.replace(document(ID.formatted(document), BenchCorpus.policy(first)), chunks);
  }

  /** Chunks in the index: slots 0 to this. */
  int size() {
    return (int) stats().chunks();
  }

  IndexStats stats() {
    return index.stats();
  }

  ReadView lease(Principal principal) {
    return index.lease(principal);
  }

  @Override
  public String name() {
    return "footnote";
  }

  @Override
  public int[] efforts() {
    return new int[] {10, 20, 35, 60, 100, PROFILE_DEPTH, 300, 450};
  }

  @Override
  public int[] search(float[] query, int effort) {
    return search(Principal.operator("bench"), query, effort);
  }

  int[] search(Principal principal, float[] query, int effort) {
    try (ReadView view = index.lease(principal)) {
      return slots(
          view.candidates(new CandidateRequest("", query, SearchMode.SEMANTIC, null, effort)));
    }
  }

  /** The ten best by vector. */
  static int[] slots(List<Candidate> candidates) {
    return candidates.stream()
        .filter(one -> one.semanticRank() >= 1 && one.semanticRank() <= 10)
        .mapToInt(FootnoteEngine::slot)
        .toArray();
  }

  private static int slot(Candidate candidate) {
    return Integer.parseInt(candidate.documentId().substring(1)) * BenchCorpus.CHUNKS_OF_DOCUMENT
        + ChunkRecord.ordinal(candidate.chunkId());
  }

  private static EmbeddedChunk chunk(
      BenchCorpus corpus, String documentId, int ordinal, int slot, int version) {
    String text = corpus.text(slot, version);
    return new EmbeddedChunk(
        new ChunkRecord(
            ChunkRecord.id(documentId, ordinal),
            documentId,
            ordinal,
            new Span(0, text.length()),
            0,
            0,
            List.of(),
            "",
            text),
        corpus.vectors().vector(slot));
  }

  private static DocumentRecord document(String id, int policy) {
    return new DocumentRecord(
        id,
        "bench/" + id,
        id,
        "text/plain",
        0,
        null,
        id,
        id,
        "en",
        Map.of(),
        policy,
        null,
        BenchCorpus.CHUNKS_OF_DOCUMENT,
        0,
        0,
        Instant.EPOCH,
        null);
  }

  @Override
  public void close() {
    index.close();
    if (owned != null) {
      owned.close();
    }
  }

  /** What several indexes share: threads and memory. */
  static final class Shared implements AutoCloseable {
    private final LuceneIndexes indexes =
        new LuceneIndexes(
            LuceneSettings.ofDefaults(), BackgroundThreads.factory("footnote-merge-"));

    /** An engine over a folder of its own; to be closed before this. */
    FootnoteEngine open(Path folder, int dimension) {
      return new FootnoteEngine(index(folder, dimension), null);
    }

    private ChunkIndex index(Path folder, int dimension) {
      return indexes.open(
          folder,
          LuceneIndexes.manifest("bench", "bench", dimension, "bench"),
          FootnoteEngine::visible);
    }

    @Override
    public void close() {
      indexes.close();
    }
  }
}
