package io.footnote.index.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.lucene95.HasIndexSlice;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.RandomAccessInput;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a byte of each cache line of all vectors that are to be scored together, before the first
 * is scored. A graph's neighbours lie anywhere in memory: scored one after the other, each waits
 * for its vector, while independent reads wait together.
 */
final class EarlyTouch implements RandomVectorScorer {
  private static final int CACHE_LINE = 64;

  private final RandomVectorScorer scorer;
  private final RandomAccessInput vectors;
  private final long stride;

  /** Written so that the reads are not optimized away. */
  @SuppressWarnings("UnusedVariable")
  private int sum;

  private EarlyTouch(RandomVectorScorer scorer, RandomAccessInput vectors, long stride) {
    this.scorer = scorer;
    this.vectors = vectors;
    this.stride = stride;
  }

  /**
   * @param values what {@code scorer} reads
   * @return {@code scorer} itself if the place of the vectors in memory is not known
   */
  static RandomVectorScorer of(RandomVectorScorer scorer, @Nullable KnnVectorValues values)
      throws IOException {
    if (values instanceof HasIndexSlice stored && values.size() > 0) {
      IndexInput slice = stored.getSlice();
      if (slice != null) {
        long length = slice.length();
        return new EarlyTouch(scorer, slice.randomAccessSlice(0, length), length / values.size());
      }
    }
    return scorer;
  }

  @Override
  public float bulkScore(int[] nodes, float[] scores, int count) throws IOException {
    int touched = 0;
    for (int i = 0; i < count; i++) {
      long start = nodes[i] * stride;
      for (long line = 0; line < stride; line += CACHE_LINE) {
        touched += vectors.readByte(start + line);
      }
    }
    sum = touched;
    return scorer.bulkScore(nodes, scores, count);
  }

  @Override
  public float score(int node) throws IOException {
    return scorer.score(node);
  }

  @Override
  public int maxOrd() {
    return scorer.maxOrd();
  }

  @Override
  public int ordToDoc(int ord) {
    return scorer.ordToDoc(ord);
  }

  @Override
  public Bits getAcceptOrds(Bits acceptDocs) {
    return scorer.getAcceptOrds(acceptDocs);
  }
}
