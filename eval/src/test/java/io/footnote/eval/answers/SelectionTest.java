package io.footnote.eval.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final String A = "The ferry sails at seven.";
  private static final String B = "It was built in Greenock.";
  private static final String C = "Lunch is served from noon.";

  @Test
  void precisionAndRecallCountSentences() {
    Selection selection = Selection.of(List.of(A, C), List.of("The ferry sails at seven .", B, C));
    assertThat(selection.precision()).isEqualTo(1);
    assertThat(selection.recall()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(selection.f1()).isCloseTo(0.8, within(1e-12)); // 2 * 1 * 2/3 / (5/3)
  }

  @Test
  void nothingChosenIsWorthNothing() {
    assertThat(Selection.of(List.of(), List.of(A))).isEqualTo(new Selection(0, 0));
    assertThat(Selection.of(List.of(B), List.of(A)).f1()).isZero();
  }

  @Test
  void bm25PrefersSentencesWithRareWordsOfTheQuestion() {
    assertThat(Bm25Sentences.best("greenock ferry built", List.of(A, B, C), 2))
        .containsExactly(B, A);
  }
}
