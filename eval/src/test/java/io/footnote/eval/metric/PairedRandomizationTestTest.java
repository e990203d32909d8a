package io.footnote.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.footnote.eval.metric.PairedRandomizationTest.Outcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedRandomizationTestTest {
  @Test
  void equalRunsDoNotDiffer() {
    double[] values = {0.1, 0.5, 1};
    Outcome outcome = PairedRandomizationTest.compare(values, values);
    assertThat(outcome.meanDifference()).isZero();
    assertThat(outcome.pValue()).isEqualTo(1);
    assertThat(outcome.pairs()).isEqualTo(3);
  }

  @Test
  void fourEqualGainsHaveTwoOfSixteenSignsAsExtreme() {
    Outcome outcome =
        PairedRandomizationTest.compare(
            new double[] {0.2, 0.3, 0.4, 0.5}, new double[] {0.3, 0.4, 0.5, 0.6});
    assertThat(outcome.meanDifference()).isCloseTo(0.1, within(1e-12));
    // all four up or all four down: 2 of 2^4
    assertThat(outcome.pValue()).isCloseTo(0.125, within(0.01));
  }

  @Test
  void manyGainsAreSignificantAndDirectionDoesNotMatter() {
    double[] low = new double[20];
    double[] high = new double[20];
    Arrays.fill(high, 0.05);
    assertThat(PairedRandomizationTest.compare(low, high).pValue()).isLessThan(0.001);
    Outcome loss = PairedRandomizationTest.compare(high, low);
    assertThat(loss.meanDifference()).isCloseTo(-0.05, within(1e-12));
    assertThat(loss.pValue()).isLessThan(0.001);
  }

  @Test
  void refusesUnpairedValues() {
    assertThatThrownBy(() -> PairedRandomizationTest.compare(new double[2], new double[3]))
        .hasMessage("needs as many values on both sides, at least one, but got: 2 and 3");
  }
}
