package io.footnote.serve.engine;

import io.footnote.embed.BackgroundThreads;
import io.footnote.embed.CachingEmbedder;
import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.SqliteVectorCache;
import io.footnote.embed.TokenCounter;
import io.footnote.embed.VectorCache;
import io.footnote.embed.onnx.EmbeddingModels;
import io.footnote.embed.onnx.ModelLocation;
import io.footnote.embed.onnx.Rerankers;
import io.footnote.index.ChunkIndexes;
import io.footnote.index.fuse.Fusion;
import io.footnote.index.fuse.MinMaxFusion;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.lucene.LuceneSettings;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Manifest;
import io.footnote.ingest.ChunkMaking;
import io.footnote.ingest.IngestPipeline;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.FileParsedStore;
import io.footnote.ingest.parse.NgramLanguageDetector;
import io.footnote.ingest.parse.OriginalKeeper;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.ingest.parse.ParserLimits;
import io.footnote.ingest.source.WebAccess;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The real components: ONNX embeddings, Lucene, isolated parsing. The model is loaded when
 * something is embedded and not before.
 */
public final class LocalComponents implements Components {
  private final Supplier<Embedder> embedders;
  private final Supplier<EmbeddingModelInfo> models;
  private final WebAccess web;
  private final Clock clock;
  private final ParserLimits parsing;
  private final @Nullable RerankerChoice reranker;

  /**
   * With any embedding model, and the default limits of parsing.
   *
   * @param embedders loads the model
   * @param models tells what it is without loading it
   */
  public LocalComponents(
      Supplier<Embedder> embedders, Supplier<EmbeddingModelInfo> models, Clock clock) {
    this(embedders, models, WebAccess.NONE, clock, ParserLimits.ofDefaults(), null);
  }

  private LocalComponents(
      Supplier<Embedder> embedders,
      Supplier<EmbeddingModelInfo> models,
      WebAccess web,
      Clock clock,
      ParserLimits parsing,
      @Nullable RerankerChoice reranker) {
    this.embedders = embedders;
    this.models = models;
    this.web = web;
    this.clock = clock;
    this.parsing = parsing;
    this.reranker = reranker;
  }

  /** The same components, which may fetch from the web. */
  public LocalComponents withWeb(WebAccess access) {
    return new LocalComponents(embedders, models, access, clock, parsing, reranker);
  }

  @Override
  public WebAccess web() {
    return web;
  }

  /**
   * With a model of this machine.
   *
   * @param cacheFolder where the model and native libraries are unpacked; may be shared by
   *     processes
   * @param threads model runs at once, at least 1
   * @param parsing what reading a document may use
   */
  public static LocalComponents of(
      ModelLocation model, Path cacheFolder, int threads, ParserLimits parsing) {
    return new LocalComponents(
        () -> EmbeddingModels.open(model, cacheFolder, threads),
        () -> EmbeddingModels.info(model, cacheFolder),
        WebAccess.NONE,
        Clock.systemUTC(),
        parsing,
        null);
  }

  /** The bundled model in the data folder's own cache, on all processors. */
  public static LocalComponents bundled(Path data) {
    return of(
        ModelLocation.bundled(),
        new DataFolder(data).models(),
        Runtime.getRuntime().availableProcessors(),
        ParserLimits.ofDefaults());
  }

  /** These, and something that judges the best candidates; see {@link Rerankers#open}. */
  public LocalComponents withReranker(RerankerChoice choice) {
    return new LocalComponents(embedders, models, web, clock, parsing, choice);
  }

  @Override
  public Optional<RerankerChoice> reranker() {
    return Optional.ofNullable(reranker);
  }

  @Override
  public EmbeddingModelInfo embeddingModel() {
    return models.get();
  }

  @Override
  public Embedder openEmbedder() {
    return embedders.get();
  }

  @Override
  public Manifest manifest(IndexKind kind) {
    return switch (kind) {
      case LEXICAL_ONLY ->
          LuceneIndexes.lexicalOnlyManifest(StructureChunker.lexicalOnly().chunkerId());
      case HYBRID -> {
        EmbeddingModelInfo model = models.get();
        TokenCounter none =
            text -> {
              throw new IllegalStateException("naming the chunker counts no tokens");
            };
        String chunker = new StructureChunker(none, model.maxTokens()).chunkerId();
        yield LuceneIndexes.manifest(model.name(), model.contentHash(), model.dimension(), chunker);
      }
    };
  }

  @Override
  public ChunkIndexes openIndexes() {
    return new LuceneIndexes(
        LuceneSettings.ofDefaults(), BackgroundThreads.factory("footnote-merge-"));
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
  public VectorCache openVectorCache(DataFolder folder) {
    return new SqliteVectorCache(folder.vectors());
  }

  @Override
  public Ingestion openIngestion(
      DataFolder folder,
      Supplier<Embedder> embedder,
      ParsedStore parsed,
      OriginalKeeper originals,
      VectorCache vectors) {
    return new IngestPipeline(
        parsed,
        originals,
        new DocumentParser(parsing),
        new NgramLanguageDetector(),
        kind -> making(kind, embedder, vectors),
        web,
        folder.scratch(),
        clock);
  }

  private static ChunkMaking making(
      IndexKind kind, Supplier<Embedder> embedder, VectorCache vectors) {
    return switch (kind) {
      case LEXICAL_ONLY -> new ChunkMaking.LexicalOnly();
      case HYBRID -> {
        Embedder model = embedder.get();
        yield new ChunkMaking.Embedded(
            new StructureChunker(model.tokenCounter(), model.model().maxTokens()),
            new CachingEmbedder(model, vectors));
      }
    };
  }
}
