package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticSearchTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 5_000, 100_000})
  void smallIndexesAreSearchedAlike(int documents) {
    assertThat(SemanticSearch.effort(documents)).isEqualTo(1);
  }

  @Test
  void largeOnesAreSearchedDeeper() {
    assertThat(SemanticSearch.effort(1_000_000)).isCloseTo(2.2, within(1e-9));
    assertThat(SemanticSearch.effort(10_000_000)).isCloseTo(3.4, within(1e-9));
  }
}
