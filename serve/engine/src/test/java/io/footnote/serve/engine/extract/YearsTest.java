package io.footnote.serve.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.model.Passage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class YearsTest {
  private static final List<Passage> REPORTS =
      List.of(
          Passages.of(1, "old", "Travel report 2023", 0, "", "The limit is 150 pounds."),
          Passages.of(2, "new", "Travel report 2025", 0, "", "The limit is 180 pounds."),
          Passages.of(3, "other", "Handbook", 0, "", "Ask first."));

  @Test
  void theLatestYearIsMeantUnlessOneIsAskedAbout() {
    assertThat(Years.otherYears("What is the limit?", REPORTS)).isEqualTo(Set.of("old"));
    assertThat(Years.otherYears("What was the limit in 2023?", REPORTS)).isEqualTo(Set.of("new"));
    assertThat(Years.otherYears("How did it change from 2023 to 2025?", REPORTS)).isEmpty();
    assertThat(Years.otherYears("What was the limit in 2019?", REPORTS)).isEmpty();
  }
}
