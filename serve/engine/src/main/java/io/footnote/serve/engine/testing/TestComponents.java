package io.footnote.serve.engine.testing;

import io.footnote.embed.CachingEmbedder;
import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.VectorCache;
import io.footnote.embed.testing.InMemoryVectorCache;
import io.footnote.index.ChunkIndexes;
import io.footnote.index.fuse.Fusion;
import io.footnote.index.fuse.MinMaxFusion;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Manifest;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.parse.OriginalKeeper;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.serve.engine.Components;
import io.footnote.serve.engine.DataFolder;
import io.footnote.serve.engine.RerankerChoice;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The real index, with an embedder that the test brings and plain text ingestion. Opens the
 * embedder and the parsed texts once for all, so that several Footnotes may follow each other.
 */
public final class TestComponents implements Components {
  private static final String CHUNKER = "plain-text";

  private final Embedder embedder;
  private final @Nullable RerankerChoice reranker;
  private final InMemoryParsedStore parsed = new InMemoryParsedStore();
  private InMemoryVectorCache vectors = new InMemoryVectorCache();
  private int embeddersOpened;
  private int indexesOpened;

  public TestComponents(Embedder embedder) {
    this(embedder, null);
  }

  /**
   * @param reranker null for none
   */
  public TestComponents(Embedder embedder, @Nullable RerankerChoice reranker) {
    this.embedder = embedder;
    this.reranker = reranker;
  }

  @Override
  public Optional<RerankerChoice> reranker() {
    return Optional.ofNullable(reranker);
  }

  /** How often the model was loaded. */
  public int embeddersOpened() {
    return embeddersOpened;
  }

  public int indexesOpened() {
    return indexesOpened;
  }

  public InMemoryParsedStore parsed() {
    return parsed;
  }

  /** The cache opened last. */
  public InMemoryVectorCache vectors() {
    return vectors;
  }

  @Override
  public EmbeddingModelInfo embeddingModel() {
    return embedder.model();
  }

  @Override
  public Embedder openEmbedder() {
    embeddersOpened++;
    return embedder;
  }

  @Override
  public Manifest manifest(IndexKind kind) {
    EmbeddingModelInfo model = embedder.model();
    return switch (kind) {
      case LEXICAL_ONLY -> LuceneIndexes.lexicalOnlyManifest(CHUNKER);
      case HYBRID ->
          LuceneIndexes.manifest(model.name(), model.contentHash(), model.dimension(), CHUNKER);
    };
  }

  @Override
  public ChunkIndexes openIndexes() {
    indexesOpened++;
    return new LuceneIndexes();
  }

  @Override
  public Fusion fusion() {
    return MinMaxFusion.ofDefaults();
  }

  @Override
  public ParsedStore openParsedStore(DataFolder folder) {
    return parsed;
  }

  @Override
  public VectorCache openVectorCache(DataFolder folder) {
    vectors = new InMemoryVectorCache();
    return vectors;
  }

  @Override
  public Ingestion openIngestion(
      DataFolder folder,
      Supplier<Embedder> shared,
      ParsedStore store,
      OriginalKeeper originals,
      VectorCache cache) {
    return new PlainTextIngestion(() -> new CachingEmbedder(shared.get(), cache), store, originals);
  }
}
