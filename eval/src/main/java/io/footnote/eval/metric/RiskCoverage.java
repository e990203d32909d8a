package io.footnote.eval.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What answering only where confidence suffices costs and brings, over all thresholds (El-Yaniv and
 * Wiener 2010). A question that the documents do not answer is an error if it is answered.
 */
public final class RiskCoverage {
  private final List<Case> cases;

  /** Highest confidence first. */
  public RiskCoverage(List<Case> cases) {
    this.cases =
        cases.stream().sorted(Comparator.comparingDouble(Case::confidence).reversed()).toList();
  }

  /** A question with the confidence it was given. */
  public record Case(double confidence, boolean answerable) {}

  /**
   * Where one threshold leads.
   *
   * @param threshold least confidence that is answered
   * @param coverage share of all questions that are answered
   * @param risk share of those that have no answer
   * @param answered share of the answerable questions that are answered
   */
  public record Point(double threshold, double coverage, double risk, double answered) {}

  /** A point for each confidence that occurs, from the highest. */
  public List<Point> curve() {
    List<Point> curve = new ArrayList<>();
    double answerable = cases.stream().filter(Case::answerable).count();
    int wrong = 0;
    for (int i = 0; i < cases.size(); i++) {
      wrong += cases.get(i).answerable() ? 0 : 1;
      boolean last =
          i + 1 == cases.size() || cases.get(i + 1).confidence() < cases.get(i).confidence();
      if (last) {
        double n = i + 1;
        curve.add(
            new Point(
                cases.get(i).confidence(),
                n / cases.size(),
                wrong / n,
                answerable == 0 ? 0 : (n - wrong) / answerable));
      }
    }
    return curve;
  }

  /**
   * Probability that an answerable question has a higher confidence than one that is not, ties
   * counted half: the area under the ROC curve (Mann and Whitney's U). NaN without both kinds.
   */
  public double auroc() {
    double pairs = 0;
    double won = 0;
    for (Case answerable : cases) {
      if (answerable.answerable()) {
        for (Case other : cases) {
          if (!other.answerable()) {
            pairs++;
            won +=
                answerable.confidence() > other.confidence()
                    ? 1
                    : answerable.confidence() == other.confidence() ? 0.5 : 0;
          }
        }
      }
    }
    return won / pairs;
  }

  /** Mean over ten bands of confidence of how far confidence is from the share answerable. */
  public double calibrationError() {
    double error = 0;
    for (int band = 0; band < 10; band++) {
      int at = band;
      List<Case> in =
          cases.stream().filter(one -> Math.min(9, (int) (one.confidence() * 10)) == at).toList();
      if (!in.isEmpty()) {
        double confidence = in.stream().mapToDouble(Case::confidence).average().orElse(0);
        double right = (double) in.stream().filter(Case::answerable).count() / in.size();
        error += Math.abs(confidence - right) * in.size() / cases.size();
      }
    }
    return error;
  }
}
