package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorScorer;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is Lucene's own scorer of the same stored vectors. */
class NibbleScorerTest {
  private static final int VECTORS = 60;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 31, 64, 96, 129, 384, 1000, 4096})
  void scoresAsLuceneDoes(int dimension, @TempDir Path folder) throws IOException {
    try (Directory directory = new MMapDirectory(folder)) {
      write(directory, dimension);
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        Lucene99HnswVectorsReader vectors = vectors(reader);
        for (int round = 0; round < 5; round++) {
          float[] target = vector(dimension);
          NibbleScorer scorer = NibbleScorer.of(vectors.getQuantizedVectorValues(Fields.VECTOR));
          assertThat(scorer).isNotNull();
          same(
              scorer.compareWith(target),
              vectors.getFlatVectorsReader().getRandomVectorScorer(Fields.VECTOR, target));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 31, 64, 96, 129, 384, 1000, 4096})
  void comparesStoredVectorsAsLuceneDoes(int dimension, @TempDir Path folder) throws IOException {
    try (Directory directory = new MMapDirectory(folder)) {
      write(directory, dimension);
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        KnnVectorValues stored = vectors(reader).getQuantizedVectorValues(Fields.VECTOR);
        UpdateableRandomVectorScorer scorer = supplier(new NibbleScoring(), stored).copy().scorer();
        UpdateableRandomVectorScorer lucene =
            supplier(
                    new Lucene104ScalarQuantizedVectorScorer(
                        FlatVectorScorerUtil.getLucene99FlatVectorsScorer()),
                    stored)
                .scorer();
        assertThat(scorer).isInstanceOf(NibbleScorer.class);
        for (int round = 0; round < 5; round++) {
          int node = random.nextInt(VECTORS);
          scorer.setScoringOrdinal(node);
          lucene.setScoringOrdinal(node);
          same(scorer, lucene);
        }
      }
    }
  }

  private static RandomVectorScorerSupplier supplier(
      Lucene104ScalarQuantizedVectorScorer scorer, KnnVectorValues stored) throws IOException {
    return scorer.getRandomVectorScorerSupplier(VectorSimilarityFunction.DOT_PRODUCT, stored);
  }

  private void same(RandomVectorScorer scorer, RandomVectorScorer lucene) throws IOException {
    int[] nodes = random.ints(VECTORS / 2, 0, VECTORS).toArray();
    float[] together = new float[nodes.length];
    float best = scorer.bulkScore(nodes, together, nodes.length);
    float[] expected = new float[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      expected[i] = lucene.score(nodes[i]);
      assertThat(scorer.score(nodes[i])).as("seed %d", seed).isEqualTo(expected[i]);
    }
    assertThat(together).as("seed %d", seed).containsExactly(expected);
    assertThat((double) best)
        .as("seed %d", seed)
        .isEqualTo(
            IntStream.range(0, expected.length).mapToDouble(i -> expected[i]).max().orElseThrow());
    assertThat(scorer.maxOrd()).isEqualTo(lucene.maxOrd());
    assertThat(scorer.ordToDoc(VECTORS - 1)).isEqualTo(lucene.ordToDoc(VECTORS - 1));
  }

  private void write(Directory directory, int dimension) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig().setCodec(new QuantizedCodec());
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < VECTORS; i++) {
        // A document without a vector between two that have one: numbers of nodes are not those of
        // documents.
        writer.addDocument(new Document());
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(
                Fields.VECTOR, vector(dimension), VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  private float[] vector(int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian() + .1f;
    }
    return VectorUtil.l2normalize(vector);
  }

  private static Lucene99HnswVectorsReader vectors(DirectoryReader reader) {
    CodecReader segment = (CodecReader) reader.leaves().getFirst().reader();
    return (Lucene99HnswVectorsReader)
        ((PerFieldKnnVectorsFormat.FieldsReader) segment.getVectorReader())
            .getFieldReader(Fields.VECTOR);
  }
}
