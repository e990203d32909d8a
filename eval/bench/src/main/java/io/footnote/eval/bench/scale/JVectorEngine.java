package io.footnote.eval.bench.scale;

import io.github.jbellis.jvector.disk.BufferedRandomAccessWriter;
import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/**
 * JVector: one graph on disk with full vectors inline, as many connections on its lowest level as
 * Lucene's with 32 (which doubles them there), the same beam width. Either every comparison reads
 * full vectors, or product-quantized ones in memory are compared and the candidates scored again.
 */
final class JVectorEngine implements Baseline {
  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();
  private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;
  private static final int CONNECTIONS = 64;
  private static final int BEAM_WIDTH = 200;
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;
  private static final int CLUSTERS = 256;
  private static final String GRAPH = "jvector.graph";
  private static final String QUANTIZED = "jvector.pq";

  private final ReaderSupplier file;
  private final OnDiskGraphIndex graph;
  private final ReaderSupplier quantizedFile;
  private final PQVectors quantized;
  private final boolean compressed;

  /** Searchers keep their buffers; each is used by one thread at a time. */
  private final Queue<GraphSearcher> searchers = new ConcurrentLinkedQueue<>();

  private JVectorEngine(Path folder, boolean compressed) throws IOException {
    file = ReaderSupplierFactory.open(folder.resolve(GRAPH));
    graph = OnDiskGraphIndex.load(file);
    quantizedFile = ReaderSupplierFactory.open(folder.resolve(QUANTIZED));
    quantized = PQVectors.load(quantizedFile.get());
    this.compressed = compressed;
  }

  static Stream<JVectorEngine> open(BenchCorpus corpus) throws IOException {
    return Files.exists(corpus.folder().resolve(GRAPH))
        ? Stream.of(
            new JVectorEngine(corpus.folder(), false), new JVectorEngine(corpus.folder(), true))
        : Stream.empty();
  }

  static void build(BenchCorpus corpus) throws IOException {
    MappedVectors vectors = new MappedVectors(corpus.vectors());
    ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
    try (GraphIndexBuilder builder =
        GraphIndexBuilder.builder(vectors, SIMILARITY, CONNECTIONS)
            .withBeamWidth(BEAM_WIDTH)
            .withNeighborOverflow(OVERFLOW)
            .withAlpha(ALPHA)
            .build()) {
      ImmutableGraphIndex built = builder.build(vectors);
      OnDiskGraphIndex.write(built, vectors, corpus.folder().resolve(GRAPH));
    }
    ProductQuantization codebook =
        ProductQuantization.compute(vectors, vectors.dimension() / 4, CLUSTERS, true);
    try (var out = new BufferedRandomAccessWriter(corpus.folder().resolve(QUANTIZED))) {
      codebook.encodeAll(vectors, pool).write(out, OnDiskGraphIndex.CURRENT_VERSION);
    }
    pool.shutdown();
  }

  @Override
  public String name() {
    return compressed ? "jvector-pq" : "jvector";
  }

  @Override
  public int segments() {
    return 1;
  }

  @Override
  public double reach() {
    return 1.0;
  }

  @Override
  public int[] efforts() {
    return new int[] {10, 15, 25, 40, 60, 100, 160, 310};
  }

  @Override
  public int[] search(float[] query, int effort) throws IOException {
    GraphSearcher searcher = searchers.poll();
    if (searcher == null) {
      searcher = new GraphSearcher(graph);
    }
    VectorFloat<?> vector = TYPES.createFloatVector(query.clone());
    SearchScoreProvider scores =
        scores(vector, (ImmutableGraphIndex.ScoringView) searcher.getView());
    SearchResult found = searcher.search(scores, 10, effort, 0, 0, Bits.ALL);
    searchers.add(searcher);
    return Stream.of(found.getNodes()).mapToInt(node -> node.node).toArray();
  }

  private SearchScoreProvider scores(VectorFloat<?> vector, ImmutableGraphIndex.ScoringView exact) {
    return compressed
        ? new DefaultSearchScoreProvider(
            quantized.precomputedScoreFunctionFor(vector, SIMILARITY),
            exact.rerankerFor(vector, SIMILARITY))
        : new DefaultSearchScoreProvider(exact.rerankerFor(vector, SIMILARITY));
  }

  @Override
  public void close() throws IOException {
    for (GraphSearcher searcher : searchers) {
      searcher.close();
    }
    graph.close();
    file.close();
    quantizedFile.close();
  }

  private record MappedVectors(VectorFile file) implements RandomAccessVectorValues {
    @Override
    public int size() {
      return file.size();
    }

    @Override
    public int dimension() {
      return file.dimension();
    }

    @Override
    public VectorFloat<?> getVector(int slot) {
      return TYPES.createFloatVector(file.vector(slot));
    }

    @Override
    public boolean isValueShared() {
      return false;
    }

    @Override
    public RandomAccessVectorValues copy() {
      return this;
    }
  }
}
