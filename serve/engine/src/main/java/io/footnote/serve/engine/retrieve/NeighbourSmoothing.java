package io.footnote.serve.engine.retrieve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lets candidates that resemble each other support each other: relevant passages are more alike
 * than a relevant one and a chance match. Each of the best candidates gives up a share of its score
 * for the mean of its nearest neighbours' among them, the nearer the heavier (Diaz, "Regularizing
 * Ad Hoc Retrieval Scores", CIKM 2005). Candidates behind the best have no neighbours and give up
 * the share for nothing, so that none overtakes.
 *
 * @param share of a score that neighbours decide, 0 to 1
 * @param neighbours how many neighbours count, at least 1
 * @param candidates how many of the best candidates are smoothed, at least 2; cost grows with its
 *     square
 * @param temperature how much nearer neighbours outweigh others: weights are the softmax of cosine
 *     / temperature
 */
record NeighbourSmoothing(double share, int neighbours, int candidates, double temperature) {

  /**
   * @param ranked best first
   * @param vectors of at least the best {@link #candidates}, by chunk id, unit length
   * @return the same candidates with new scores, best first
   */
  List<Ranked> smooth(List<Ranked> ranked, Map<String, float[]> vectors) {
    List<Ranked> best =
        ranked.stream()
            .limit(candidates)
            .filter(candidate -> vectors.containsKey(candidate.chunkId()))
            .toList();
    if (best.size() < 2) {
      return ranked;
    }
    double[][] cosines = cosines(best, vectors);
    List<Ranked> smoothed = new ArrayList<>(ranked.size());
    for (int i = 0; i < best.size(); i++) {
      smoothed.add(best.get(i).withSimilar(1 - share, share * support(i, best, cosines[i])));
    }
    ranked.stream()
        .filter(candidate -> !best.contains(candidate))
        .forEach(candidate -> smoothed.add(candidate.withSimilar(1 - share, 0)));
    smoothed.sort(Ranked.BEST_FIRST);
    return smoothed;
  }

  private double support(int of, List<Ranked> best, double[] cosines) {
    int[] nearest =
        IntStream.range(0, best.size())
            .filter(i -> i != of)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> -cosines[i])
                    .thenComparing((Integer i) -> best.get(i).chunkId()))
            .limit(neighbours)
            .mapToInt(Integer::intValue)
            .toArray();
    double nearestCosine = cosines[nearest[0]];
    double[] weights =
        Arrays.stream(nearest)
            .mapToDouble(i -> Math.exp((cosines[i] - nearestCosine) / temperature))
            .toArray();
    double sum = 0;
    for (int n = 0; n < nearest.length; n++) {
      sum += weights[n] * best.get(nearest[n]).score();
    }
    return sum / Arrays.stream(weights).sum();
  }

  private static double[][] cosines(List<Ranked> best, Map<String, float[]> vectors) {
    List<float[]> rows = best.stream().map(candidate -> vectors.get(candidate.chunkId())).toList();
    double[][] cosines = new double[rows.size()][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < i; j++) {
        cosines[i][j] = cosines[j][i] = dot(rows.get(i), rows.get(j));
      }
    }
    return cosines;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
