package io.footnote.eval.metric;

import java.util.Arrays;

/** Percentiles by nearest rank: always a value that was measured. */
public final class Percentiles {
  private Percentiles() {}

  /**
   * The smallest value that at least {@code percent} per cent of all values do not exceed.
   *
   * @param values at least one, in any order
   * @param percent above 0, at most 100
   */
  public static double nearestRank(double[] values, double percent) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a percentile needs at least one value");
    }
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "percent must be above 0 and at most 100, but got: " + percent);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
  }
}
