package io.footnote.ingest;

import io.footnote.embed.CachedEmbeddings;
import io.footnote.embed.CachingEmbedder;
import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.index.model.ChunkRecord;
import io.footnote.ingest.Outcome.PreparedDocument;
import io.footnote.ingest.chunk.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Embeds chunks in batches, a few of them at a time so that no core waits for the end of one. */
final class EmbeddingBatches implements Vectors {
  /** Batches embedded side by side. */
  static final int IN_FLIGHT = 2;

  /** Chunks in a batch: enough to keep every core busy, few enough to be done in seconds. */
  static final int CHUNKS = 64;

  private final Embedder embedder;
  private final ExecutorService pool;

  EmbeddingBatches(Embedder embedder, ExecutorService pool) {
    this.embedder = embedder;
    this.pool = pool;
  }

  /**
   * What came of a batch.
   *
   * @param fromModel how many of them the model made; the others were known
   */
  record Embedded(List<Embedding> embeddings, int fromModel) {}

  @Override
  public int dimension() {
    return embedder.model().dimension();
  }

  @Override
  public Future<Embedded> submit(List<ChunkRecord> chunks) {
    List<String> inputs = chunks.stream().map(ChunkRecord::embeddingInput).toList();
    return pool.submit(() -> embed(inputs));
  }

  private Embedded embed(List<String> inputs) {
    if (embedder instanceof CachingEmbedder caching) {
      CachedEmbeddings result = caching.embed(inputs);
      return new Embedded(result.embeddings(), result.embedded());
    }
    return new Embedded(embedder.embedPassages(inputs), inputs.size());
  }

  /** Chunks {@code from} to {@code to} of a document as the index takes them. */
  static List<ChunkRecord> records(PreparedDocument document, int from, int to) {
    List<ChunkRecord> records = new ArrayList<>(to - from);
    String id = document.record().documentId();
    for (int ordinal = from; ordinal < to; ordinal++) {
      Chunk chunk = document.chunks().get(ordinal);
      records.add(
          new ChunkRecord(
              ChunkRecord.id(id, ordinal),
              id,
              ordinal,
              chunk.span(),
              chunk.pageStart(),
              chunk.pageEnd(),
              chunk.headingPath(),
              chunk.context(),
              document.text().substring(chunk.span().start(), chunk.span().end())));
    }
    return records;
  }

  /** The failure itself, to be thrown on the thread that waits. */
  static RuntimeException unwrap(ExecutionException e) {
    return switch (e.getCause()) {
      case Error error -> throw error;
      case RuntimeException failure -> failure;
      case null, default -> new IllegalStateException(e);
    };
  }
}
