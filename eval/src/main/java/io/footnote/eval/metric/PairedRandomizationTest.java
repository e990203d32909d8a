package io.footnote.eval.metric;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fisher's randomisation test for paired values, as Smucker, Allan and Carterette (2007) recommend
 * for retrieval: if two systems are equal, the sign of each query's difference is a coin toss. The
 * p-value is the share of tosses whose mean difference is at least as far from zero as the observed
 * one, the observed one counted among them.
 */
public final class PairedRandomizationTest {
  /** Standard error of a p-value near .05 is about .0015. */
  public static final int TOSSES = 20_000;

  /** Fixed, so that a comparison says the same every time. */
  private static final long SEED = 20_070_611L;

  private PairedRandomizationTest() {}

  /**
   * What was found.
   *
   * @param meanDifference mean of second minus first
   * @param pValue two-sided, in (0, 1]
   * @param pairs queries compared
   */
  public record Outcome(double meanDifference, double pValue, int pairs) {}

  /**
   * Compares values of the same queries in the same order.
   *
   * @throws IllegalArgumentException if lengths differ or nothing is given
   */
  public static Outcome compare(double[] first, double[] second) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "needs as many values on both sides, at least one, but got: %d and %d"
              .formatted(first.length, second.length));
    }
    double[] differences =
        IntStream.range(0, first.length).mapToDouble(i -> second[i] - first[i]).toArray();
    double observed = sum(differences, null);
    SplittableRandom random = new SplittableRandom(SEED);
    int asFar = 1;
    for (int toss = 0; toss < TOSSES; toss++) {
      // The tolerance takes sums that differ by rounding alone as equal.
      if (Math.abs(sum(differences, random)) >= Math.abs(observed) - 1e-9) {
        asFar++;
      }
    }
    return new Outcome(
        observed / differences.length, (double) asFar / (TOSSES + 1), differences.length);
  }

  private static double sum(double[] differences, @Nullable SplittableRandom signs) {
    double sum = 0;
    for (double difference : differences) {
      sum += signs == null || signs.nextBoolean() ? difference : -difference;
    }
    return sum;
  }
}
