package io.footnote.eval.bench.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import org.apache.lucene.util.VectorUtil;

/** Finds the vectors with the largest dot products by trying every one. */
final class ExactSearch {
  private ExactSearch() {}

  /**
   * @param eligible which slots may be found
   * @return for each query the best {@code k}
   */
  static List<NearestHeap> nearest(
      VectorFile vectors, List<float[]> queries, int k, IntPredicate eligible) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<List<NearestHeap>>> parts = new ArrayList<>();
      for (int part = 0; part < threads; part++) {
        int from = (int) ((long) vectors.size() * part / threads);
        int to = (int) ((long) vectors.size() * (part + 1) / threads);
        parts.add(pool.submit(() -> nearest(vectors, queries, k, eligible, from, to)));
      }
      List<NearestHeap> all = heaps(queries.size(), k);
      for (Future<List<NearestHeap>> part : parts) {
        List<NearestHeap> found = part.get();
        for (int q = 0; q < all.size(); q++) {
          all.get(q).offerAll(found.get(q));
        }
      }
      return all;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the exact search failed", e);
    }
  }

  private static List<NearestHeap> nearest(
      VectorFile vectors, List<float[]> queries, int k, IntPredicate eligible, int from, int to) {
    List<NearestHeap> heaps = heaps(queries.size(), k);
    float[] vector = new float[vectors.dimension()];
    for (int slot = from; slot < to; slot++) {
      if (eligible.test(slot)) {
        vectors.read(slot, vector);
        for (int q = 0; q < heaps.size(); q++) {
          heaps.get(q).offer(slot, VectorUtil.dotProduct(queries.get(q), vector));
        }
      }
    }
    return heaps;
  }

  private static List<NearestHeap> heaps(int count, int k) {
    List<NearestHeap> heaps = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      heaps.add(new NearestHeap(k));
    }
    return heaps;
  }
}
