package io.footnote.serve.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.model.Usage;
import org.junit.jupiter.api.Test;

class PriceTest {

  @Test
  void whatIsReadAndWhatIsWrittenHavePricesOfTheirOwn() {
    assertThat(new Price(4, 10).of(new Usage(1_000_000, 500_000))).hasValue(9);
    assertThat(new Price(4, 10).of(new Usage(100, 7))).hasValue(0.00047);
  }

  @Test
  void whatIsNotKnownCostsNothingKnown() {
    assertThat(new Price(4, 10).of(Usage.NONE)).isEmpty();
  }

  @Test
  void aPriceIsNotNegative() {
    assertThatThrownBy(() -> new Price(1, -1))
        .hasMessage("prices must be 0 or more, but got: input 1.0, output -1.0");
    assertThatThrownBy(() -> new Price(Double.NaN, 1)).hasMessageContaining("NaN");
  }
}
