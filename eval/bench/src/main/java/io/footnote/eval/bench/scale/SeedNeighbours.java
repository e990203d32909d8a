package io.footnote.eval.bench.scale;

import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/** The seeds nearest to each seed, best first; all are found at the first question. Thread-safe. */
final class SeedNeighbours {
  private static final int[][] NOT_YET = {};

  private final float[][] vectors;
  private final int count;
  private volatile int[][] found = NOT_YET;

  SeedNeighbours(SeedChunks seeds, int count) {
    vectors = seeds.vectors();
    this.count = count;
  }

  int[] of(int seed) {
    if (found.length == 0) {
      findAll();
    }
    return found[seed];
  }

  private synchronized void findAll() {
    if (found.length == 0) {
      found =
          IntStream.range(0, vectors.length)
              .parallel()
              .mapToObj(this::find)
              .toArray(int[][]::new);
    }
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
