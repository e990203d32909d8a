package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is found does not depend on who scores vectors, in a graph or all of them: Lucene, or {@link
 * NibbleScorer}.
 */
class GraphQueryTest {
  private static final int DIMENSION = 32;
  private static final int VECTORS = 3000;
  private static final int UNMERGED = 1500;
  private static final String PARITY = "parity";

  private static final long SEED = System.nanoTime();
  private static final Random RANDOM = new Random(SEED);

  @TempDir static Path folder;
  private static Directory directory;
  private static DirectoryReader reader;
  private static IndexSearcher searcher;

  @BeforeAll
  static void write() throws IOException {
    directory = new MMapDirectory(folder);
    try (IndexWriter writer =
        new IndexWriter(directory, new IndexWriterConfig().setCodec(new QuantizedCodec()))) {
      for (int i = 0; i < VECTORS; i++) {
        writer.addDocument(document(i));
        if (i == VECTORS / 2) {
          writer.flush();
        }
      }
      writer.forceMerge(1);
      for (int i = 0; i < UNMERGED; i++) {
        writer.addDocument(document(VECTORS + i));
      }
      writer.deleteDocuments(new Term(Fields.CHUNK_ID, "17"));
      writer.commit();
    }
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
  }

  @AfterAll
  static void close() throws IOException {
    reader.close();
    directory.close();
  }

  @Test
  void mergingMakesAGraph() throws IOException {
    assertThat(reader.leaves()).hasSize(2);
    SegmentVectors merged = SegmentVectors.of(reader.leaves().getFirst().reader());
    SegmentVectors flushed = SegmentVectors.of(reader.leaves().getLast().reader());
    assertThat(merged).isNotNull().matches(SegmentVectors::hasGraph);
    assertThat(flushed).isNotNull().matches(vectors -> !vectors.hasGraph());
  }

  @Test
  void findsWhatLuceneFinds() throws IOException {
    for (int round = 0; round < 20; round++) {
      same(vector(), 1 + RANDOM.nextInt(150), null);
    }
  }

  @Test
  void findsWhatLuceneFindsAmongWhatAFilterAllows() throws IOException {
    for (int round = 0; round < 20; round++) {
      same(vector(), 1 + RANDOM.nextInt(150), new TermQuery(new Term(PARITY, "even")));
    }
  }

  private static void same(float[] target, int k, @Nullable Query filter) throws IOException {
    assertThat(searcher.search(new GraphQuery(target, k, filter), k).scoreDocs)
        .as("seed %d, k %d", SEED, k)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            searcher.search(new KnnFloatVectorQuery(Fields.VECTOR, target, k, filter), k)
                .scoreDocs);
  }

  private static Document document(int number) {
    Document document = new Document();
    document.add(
        new KnnFloatVectorField(Fields.VECTOR, vector(), VectorSimilarityFunction.DOT_PRODUCT));
    document.add(new StringField(Fields.CHUNK_ID, Integer.toString(number), Field.Store.NO));
    document.add(new StringField(PARITY, number % 2 == 0 ? "even" : "odd", Field.Store.NO));
    return document;
  }

  private static float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) RANDOM.nextGaussian();
    }
    return VectorUtil.l2normalize(vector);
  }
}
