package io.footnote.index.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.hnsw.FlatVectorsReader;
import org.apache.lucene.codecs.hnsw.FlatVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorScorer;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorsReader;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/** Lets a {@link NibbleScorer} compare stored vectors with each other where that is possible. */
final class NibbleScoring extends Lucene104ScalarQuantizedVectorScorer {
  /** Whether {@link NibbleScorer} can be loaded. */
  static final boolean POSSIBLE = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  NibbleScoring() {
    super(FlatVectorScorerUtil.getLucene99FlatVectorsScorer());
  }

  @Override
  public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
      VectorSimilarityFunction similarity, KnnVectorValues vectors) throws IOException {
    return POSSIBLE
            && similarity == VectorSimilarityFunction.DOT_PRODUCT
            && NibbleScorer.of(vectors) != null
        ? new Supplier(vectors)
        : super.getRandomVectorScorerSupplier(similarity, vectors);
  }

  private record Supplier(KnnVectorValues vectors) implements RandomVectorScorerSupplier {
    @Override
    public UpdateableRandomVectorScorer scorer() throws IOException {
      NibbleScorer scorer = NibbleScorer.of(vectors);
      if (scorer == null) {
        throw new IllegalStateException("the vectors are no longer mapped");
      }
      return scorer;
    }

    @Override
    public RandomVectorScorerSupplier copy() throws IOException {
      return new Supplier(vectors.copy());
    }
  }

  /** Lucene's format of vectors of half a byte a dimension, compared as above when it is read. */
  static final class Format extends FlatVectorsFormat {
    private final FlatVectorsFormat written =
        new Lucene104ScalarQuantizedVectorsFormat(ScalarEncoding.PACKED_NIBBLE);
    private final FlatVectorsFormat full =
        new Lucene99FlatVectorsFormat(FlatVectorScorerUtil.getLucene99FlatVectorsScorer());

    Format() {
      super(Lucene104ScalarQuantizedVectorsFormat.NAME);
    }

    @Override
    public FlatVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return written.fieldsWriter(state);
    }

    @Override
    public FlatVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return new Lucene104ScalarQuantizedVectorsReader(
          state, full.fieldsReader(state), new NibbleScoring());
    }
  }
}
