package io.footnote.serve.engine;

import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.VectorCache;
import io.footnote.index.ChunkIndexes;
import io.footnote.index.fuse.Fusion;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Manifest;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.parse.OriginalKeeper;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.ingest.source.WebAccess;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What Footnote is built from. Each method that opens something is called at most once, by the
 * first use that needs it, and what it opens is closed with Footnote.
 */
public interface Components extends AutoCloseable {

  /** The embedding model, without loading it. */
  EmbeddingModelInfo embeddingModel();

  /** Loads the embedding model. */
  Embedder openEmbedder();

  /** What an index of a kind carries when it is made with these components. */
  Manifest manifest(IndexKind kind);

  ChunkIndexes openIndexes();

  Fusion fusion();

  /** What judges the best candidates of a search; empty if no reranker is configured. */
  default Optional<RerankerChoice> reranker() {
    return Optional.empty();
  }

  ParsedStore openParsedStore(DataFolder folder);

  VectorCache openVectorCache(DataFolder folder);

  /**
   * What brings documents into indexes; owns its parsers.
   *
   * @param embedder asked when an index with vectors is written
   */
  Ingestion openIngestion(
      DataFolder folder,
      Supplier<Embedder> embedder,
      ParsedStore parsed,
      OriginalKeeper originals,
      VectorCache vectors);

  /** What may be fetched from the web. */
  default WebAccess web() {
    return WebAccess.NONE;
  }

  /** Closes what was opened besides what the methods above returned. */
  @Override
  default void close() {}
}
