package io.footnote.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void takesTheNearestRank() {
    double[] values = {50, 15, 20, 40, 35};
    assertThat(Percentiles.nearestRank(values, 5)).isEqualTo(15);
    assertThat(Percentiles.nearestRank(values, 40)).isEqualTo(20);
    assertThat(Percentiles.nearestRank(values, 50)).isEqualTo(35);
    assertThat(Percentiles.nearestRank(values, 100)).isEqualTo(50);
    assertThat(values).containsExactly(50, 15, 20, 40, 35);
  }

  @Test
  void ninetyFifthOfAHundredIsTheNinetyFifthValue() {
    double[] values = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
    assertThat(Percentiles.nearestRank(values, 95)).isEqualTo(95);
    assertThat(Percentiles.nearestRank(values, 50)).isEqualTo(50);
  }

  @Test
  void refusesWhatHasNoPercentile() {
    assertThatThrownBy(() -> Percentiles.nearestRank(new double[0], 50))
        .hasMessage("a percentile needs at least one value");
    assertThatThrownBy(() -> Percentiles.nearestRank(new double[] {1}, 0))
        .hasMessage("percent must be above 0 and at most 100, but got: 0.0");
  }
}
