package io.footnote.serve.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footnote.serve.engine.calibrate.AnswerSignal;
import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.testing.WordsView;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerSignalsTest {
  private static Map<AnswerSignal, Double> signals(long chunks) {
    Terms terms =
        new Terms(List.of(new CollectionView("words", new WordsView())), Map.of(), chunks);
    return new AnswerSignals(
            new Question(StandaloneQuestion.of("red green"), terms), terms, new CosineScale(0, 1))
        .of(List.of(), List.of(Passages.of("Colours", "Red and blue.")));
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "30, 1", "300, 0", "5000, 0"})
  void fewChunksCountByPowersOfTenBelowThreeHundred(long chunks, double expected) {
    assertThat(signals(chunks).get(AnswerSignal.FEW_CHUNKS)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void wordsOfThePassageAreCovered() {
    assertThat(signals(30).get(AnswerSignal.COVERAGE)).isEqualTo(0.5);
  }
}
