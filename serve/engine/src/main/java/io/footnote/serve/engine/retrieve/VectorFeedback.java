package io.footnote.serve.engine.retrieve;

import java.util.List;
import java.util.Map;

/**
 * Moves a query's vector towards what it found first (Rocchio, "Relevance feedback in information
 * retrieval", 1971, with the best candidates taken for relevant): {@code query + weight × mean},
 * scaled to unit length, where the mean weighs candidates by the softmax of score / temperature.
 *
 * @param weight of the mean beside the query, above 0
 * @param candidates how many of the best are taken, at least 1
 * @param temperature how much better candidates outweigh others
 */
record VectorFeedback(double weight, int candidates, double temperature) {

  /**
   * @param ranked best first
   * @param vectors of at least the best {@link #candidates}, by chunk id, unit length
   */
  float[] refine(float[] query, List<Ranked> ranked, Map<String, float[]> vectors) {
    List<Ranked> best =
        ranked.stream()
            .limit(candidates)
            .filter(candidate -> vectors.containsKey(candidate.chunkId()))
            .toList();
    if (best.isEmpty()) {
      return query;
    }
    double top = best.getFirst().score();
    double total = 0;
    double[] mean = new double[query.length];
    for (Ranked candidate : best) {
      double weight = Math.exp((candidate.score() - top) / temperature);
      total += weight;
      float[] vector = vectors.getOrDefault(candidate.chunkId(), query);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weight * vector[i];
      }
    }
    double norm = 0;
    double[] refined = new double[query.length];
    for (int i = 0; i < refined.length; i++) {
      refined[i] = query[i] + weight * mean[i] / total;
      norm += refined[i] * refined[i];
    }
    float[] unit = new float[query.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (refined[i] / Math.sqrt(norm));
    }
    return unit;
  }
}
