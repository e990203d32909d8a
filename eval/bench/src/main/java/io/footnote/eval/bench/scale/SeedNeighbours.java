package io.footnote.eval.bench.scale;

import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** The seeds nearest to each seed, best first; all are found at the first question. Thread-safe. */
final class SeedNeighbours {
  private final float[][] vectors;
  private final int count;
  private volatile int[] @Nullable [] found;

  SeedNeighbours(SeedChunks seeds, int count) {
    vectors = seeds.vectors();
    this.count = count;
  }

  int[] of(int seed) {
    int[][] known = found;
    return known == null ? findAll()[seed] : known[seed];
  }

  private synchronized int[][] findAll() {
    int[][] known = found;
    if (known == null) {
      known = IntStream.range(0, vectors.length).parallel().mapToObj(this::find).toArray(int[][]::new);
      found = known;
    }
    return known;
  }

  private int[] find(int seed) {
    NearestHeap heap = new NearestHeap(count);
    for (int other = 0; other < vectors.length; other++) {
      if (other != seed) {
        heap.offer(other, VectorUtil.dotProduct(vectors[seed], vectors[other]));
      }
    }
    return heap.slots();
  }
}
