package io.footnote.index.lucene;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.store.MemorySegmentAccessInput;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;
import org.apache.lucene.util.quantization.OptimizedScalarQuantizer.QuantizationResult;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Scores vectors of half a byte a dimension where they lie in memory, to the same value as Lucene's
 * {@code Lucene104ScalarQuantizedVectorScorer}, which copies each out of memory first and
 * multiplies bytes, for which processors have no instruction. Here four half bytes of every pair of
 * bytes are multiplied as 16-bit numbers, whose sums they fit into.
 *
 * <p>A byte of each cache line of all vectors that are scored together is read before the first is
 * scored: a graph's neighbours lie anywhere in memory, and independent reads wait together.
 *
 * <p>Needs the module {@code jdk.incubator.vector}: without it this class cannot be loaded.
 */
final class NibbleScorer implements UpdateableRandomVectorScorer {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private static final int CACHE_LINE = 64;
  private static final int HALF_BYTE = 0xF;
  private static final float SCALE = 1f / HALF_BYTE;

  /** Behind each vector: three floats and a sum. */
  private static final int CORRECTIONS = 3 * Float.BYTES + Integer.BYTES;

  /** A product is at most 225, and 16 bits hold 291 of them; a lane of 8 sums up to 256. */
  private static final int MAX_DIMENSION = 4096;

  private final QuantizedByteVectorValues values;
  private final MemorySegment memory;
  private final int packed;
  private final int stride;
  private final float centroidProduct;

  /**
   * Half bytes of what is compared with, in the order of lanes: of byte pairs, lowest bits first.
   */
  private final short[][] query;

  /** A dimension each; of a vector that is stored, those behind the last full lane. */
  private final byte[] levels;

  private float lower;
  private float step;
  private float sum;
  private float correction;

  /** Written so that the reads are not optimized away. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  private NibbleScorer(QuantizedByteVectorValues values, MemorySegment memory) throws IOException {
    this.values = values;
    this.memory = memory;
    packed = values.getVectorByteLength();
    stride = packed + CORRECTIONS;
    centroidProduct = values.getCentroidDP();
    levels = new byte[2 * packed];
    query = new short[4][packed / 2];
  }

  /**
   * A scorer that has yet to be told what to compare with.
   *
   * @return null if the vectors are stored in another way or not mapped into memory as one segment
   */
  static @Nullable NibbleScorer of(@Nullable KnnVectorValues vectors) throws IOException {
    if (vectors instanceof QuantizedByteVectorValues values
        && values.size() > 0
        && values.dimension() <= MAX_DIMENSION
        && values.getScalarEncoding() == ScalarEncoding.PACKED_NIBBLE
        && values.getSlice() instanceof MemorySegmentAccessInput slice) {
      MemorySegment memory = slice.segmentSliceOrNull(0, slice.length());
      int stride = values.getVectorByteLength() + CORRECTIONS;
      if (memory != null && memory.byteSize() == (long) values.size() * stride) {
        return new NibbleScorer(values, memory);
      }
    }
    return null;
  }

  /** Compares with a vector from outside, from now on. */
  NibbleScorer compareWith(float[] target) throws IOException {
    QuantizationResult corrections =
        values
            .getQuantizer()
            .scalarQuantize(
                target.clone(),
                levels,
                values.getScalarEncoding().getQueryBits(),
                values.getCentroid());
    for (int pair = 0; pair < packed / 2; pair++) {
      query[0][pair] = levels[packed + 2 * pair];
      query[1][pair] = levels[2 * pair];
      query[2][pair] = levels[packed + 2 * pair + 1];
      query[3][pair] = levels[2 * pair + 1];
    }
    lower = corrections.lowerInterval();
    step = (corrections.upperInterval() - lower) * SCALE;
    sum = corrections.quantizedComponentSum();
    correction = corrections.additionalCorrection();
    return this;
  }

  @Override
  public void setScoringOrdinal(int node) {
    long start = (long) node * stride;
    int bound = BYTES.loopBound(packed);
    for (int i = 0; i < bound; i += BYTES.length()) {
      ShortVector pairs = pairs(start + i);
      int lane = i / 2;
      lowest(pairs).intoArray(query[0], lane);
      lowest(pairs.lanewise(LSHR, 4)).intoArray(query[1], lane);
      lowest(pairs.lanewise(LSHR, 8)).intoArray(query[2], lane);
      pairs.lanewise(LSHR, 12).intoArray(query[3], lane);
    }
    for (int i = bound; i < packed; i++) {
      int both = memory.get(ValueLayout.JAVA_BYTE, start + i);
      levels[i] = (byte) ((both >> 4) & HALF_BYTE);
      levels[packed + i] = (byte) (both & HALF_BYTE);
    }
    long corrections = start + packed;
    lower = memory.get(FLOAT, corrections);
    step = (memory.get(FLOAT, corrections + Float.BYTES) - lower) * SCALE;
    correction = memory.get(FLOAT, corrections + 2 * Float.BYTES);
    sum = memory.get(INT, corrections + 3 * Float.BYTES);
  }

  @Override
  public float bulkScore(int[] nodes, float[] scores, int count) {
    int read = 0;
    for (int i = 0; i < count; i++) {
      long start = (long) nodes[i] * stride;
      for (int line = 0; line < stride; line += CACHE_LINE) {
        read += memory.get(ValueLayout.JAVA_BYTE, start + line);
      }
    }
    touched = read;
    float best = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      scores[i] = score(nodes[i]);
      best = Math.max(best, scores[i]);
    }
    return best;
  }

  @Override
  public float score(int node) {
    long start = (long) node * stride;
    long corrections = start + packed;
    float lowest = memory.get(FLOAT, corrections);
    float width = (memory.get(FLOAT, corrections + Float.BYTES) - lowest) * SCALE;
    float added = memory.get(FLOAT, corrections + 2 * Float.BYTES);
    float total = memory.get(INT, corrections + 3 * Float.BYTES);
    float score =
        lowest * lower * values.dimension()
            + lower * width * total
            + lowest * step * sum
            + width * step * product(start);
    score += correction + added - centroidProduct;
    return (1f + Math.clamp(score, -1f, 1f)) / 2f;
  }

  private int product(long start) {
    int bound = BYTES.loopBound(packed);
    ShortVector first = ShortVector.zero(SHORTS);
    ShortVector second = ShortVector.zero(SHORTS);
    ShortVector third = ShortVector.zero(SHORTS);
    ShortVector fourth = ShortVector.zero(SHORTS);
    for (int i = 0; i < bound; i += BYTES.length()) {
      ShortVector pairs = pairs(start + i);
      int lane = i / 2;
      first = first.add(lowest(pairs).mul(ShortVector.fromArray(SHORTS, query[0], lane)));
      second =
          second.add(
              lowest(pairs.lanewise(LSHR, 4)).mul(ShortVector.fromArray(SHORTS, query[1], lane)));
      third =
          third.add(
              lowest(pairs.lanewise(LSHR, 8)).mul(ShortVector.fromArray(SHORTS, query[2], lane)));
      fourth =
          fourth.add(pairs.lanewise(LSHR, 12).mul(ShortVector.fromArray(SHORTS, query[3], lane)));
    }
    IntVector sums = first.add(second).add(third.add(fourth)).reinterpretAsInts();
    int product = sums.and(0xFFFF).add(sums.lanewise(LSHR, 16)).reduceLanes(ADD);
    for (int i = bound; i < packed; i++) {
      int both = memory.get(ValueLayout.JAVA_BYTE, start + i);
      product += ((both >> 4) & HALF_BYTE) * levels[i] + (both & HALF_BYTE) * levels[packed + i];
    }
    return product;
  }

  private ShortVector pairs(long offset) {
    return ByteVector.fromMemorySegment(BYTES, memory, offset, LITTLE_ENDIAN).reinterpretAsShorts();
  }

  private static ShortVector lowest(ShortVector pairs) {
    return pairs.and((short) HALF_BYTE);
  }

  @Override
  public int maxOrd() {
    return values.size();
  }

  @Override
  public int ordToDoc(int node) {
    return values.ordToDoc(node);
  }

  @Override
  public @Nullable Bits getAcceptOrds(@Nullable Bits acceptDocs) {
    return values.getAcceptOrds(acceptDocs);
  }
}
