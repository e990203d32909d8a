package io.footnote.serve.engine;

import io.footnote.embed.CachingEmbedder;
import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.SqliteVectorCache;
import io.footnote.embed.VectorCache;
import io.footnote.embed.onnx.EmbeddingModels;
import io.footnote.embed.onnx.ModelLocation;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ChunkIndexes;
import io.footnote.index.fuse.Fusion;
import io.footnote.index.fuse.MinMaxFusion;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.Manifest;
import io.footnote.ingest.IngestPipeline;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.FileParsedStore;
import io.footnote.ingest.parse.ParsedStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A local ONNX model, Lucene and the ingest pipeline: what Footnote is made of by default. */
public final class LocalComponents implements Components {
  private final KnownModel known;
  private final Lazy<Embedder> embedder;
  private final Clock clock;

  /**
   * @param model the embedding model
   * @param cacheFolder where the model and native libraries are unpacked; may be shared by processes
   * @param threads model runs at once, at least 1
   */
  public LocalComponents(ModelLocation model, Path cacheFolder, int threads, Clock clock) {
    this.known = new KnownModel(cacheFolder, model);
    this.clock = clock;
    this.embedder =
        new Lazy<>(
            () -> {
              Embedder opened = EmbeddingModels.open(model, cacheFolder, threads);
              known.write(opened.model());
              return opened;
            });
  }

  /** The bundled model in the data folder's own cache, on all processors. */
  public static LocalComponents bundled(Path data) {
    return new LocalComponents(
        ModelLocation.bundled(),
        new DataFolder(data).models(),
        Runtime.getRuntime().availableProcessors(),
        Clock.systemUTC());
  }

  @Override
  public EmbeddingModelInfo embeddingModel() {
    if (!embedder.isBuilt()) {
      var remembered = known.read();
      if (remembered.isPresent()) {
        return remembered.get();
      }
    }
    return embedder.get().model();
  }

  @Override
  public Embedder openEmbedder() {
    return embedder.get();
  }

  @Override
  public Manifest manifest() {
    EmbeddingModelInfo model = embeddingModel();
    return LuceneIndexes.manifest(
        model.name(),
        model.contentHash(),
        model.dimension(),
        new StructureChunker(String::length, model.maxTokens()).chunkerId());
  }

  @Override
  public ChunkIndexes openIndexes() {
    return new LuceneIndexes();
  }

  @Override
  public Fusion fusion() {
    return MinMaxFusion.ofDefaults();
  }

  @Override
  public ParsedStore openParsedStore(DataFolder folder) {
    return new FileParsedStore(folder.parsed());
  }

  @Override
  public Ingestion openIngestion(DataFolder folder, Embedder shared, ParsedStore parsed) {
    VectorCache cache = new SqliteVectorCache(folder.vectors());
    return new CachedIngestion(
        new IngestPipeline(
            new CachingEmbedder(shared, cache),
            parsed,
            new DocumentParser(),
            new StructureChunker(shared.tokenCounter(), shared.model().maxTokens()),
            clock),
        cache);
  }

  @Override
  public void close() {
    embedder.ifBuilt(Embedder::close);
  }

  /** Closes the vector cache behind the pipeline, but not the embedder that others share. */
  private record CachedIngestion(Ingestion pipeline, VectorCache cache) implements Ingestion {
    @Override
    public IngestReport run(
        IngestRequest request,
        ChunkIndex index,
        Consumer<IngestProgress> progress,
        BooleanSupplier cancelled) {
      return pipeline.run(request, index, progress, cancelled);
    }

    @Override
    public void close() {
      try (cache) {
        pipeline.close();
      }
    }
  }
}
