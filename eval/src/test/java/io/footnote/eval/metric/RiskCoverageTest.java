package io.footnote.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footnote.eval.metric.RiskCoverage.Case;
import io.footnote.eval.metric.RiskCoverage.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskCoverageTest {
  private static final RiskCoverage MEASURED =
      new RiskCoverage(
          List.of(
              new Case(0.2, false),
              new Case(0.9, true),
              new Case(0.5, false),
              new Case(0.5, true)));

  @Test
  void theCurveHasAPointForEachConfidence() {
    assertThat(MEASURED.curve())
        .containsExactly(
            new Point(0.9, 0.25, 0, 0.5),
            new Point(0.5, 0.75, 1.0 / 3, 1),
            new Point(0.2, 1, 0.5, 1));
  }

  @Test
  void theAreaCountsPairsInTheRightOrderAndTiesHalf() {
    assertThat(MEASURED.auroc()).isEqualTo(3.5 / 4);
    assertThat(new RiskCoverage(List.of(new Case(1, true))).auroc()).isNaN();
  }

  @Test
  void calibrationErrorIsTheMeanDistanceOfConfidenceFromTruth() {
    // bands: 0.2 (1 case, 0 right), 0.5 (2 cases, half right), 0.9 (1 case, right)
    assertThat(MEASURED.calibrationError()).isCloseTo((0.2 + 0 + 0.1) / 4, within(1e-12));
  }
}
