package io.footnote.serve.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.calibrate.AnswerSignal;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Support;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final SearchResult FOUND =
      new SearchResult(
          "d#1",
          "d",
          "default",
          "Ferries",
          "ferries.pdf",
          3,
          3,
          0,
          4,
          List.of(),
          "Text",
          "",
          List.of(),
          Map.of(),
          1,
          new Scores(1.0, 1.0, 1, null),
          List.of(),
          null);

  private static Decider decider(AnswerThresholds thresholds) {
    return new Decider(thresholds, List.of("default"), List.of(FOUND));
  }

  /** Every signal at one value, names missing at its opposite. */
  private static Map<AnswerSignal, Double> signals(double value) {
    Map<AnswerSignal, Double> signals = new EnumMap<>(AnswerSignal.class);
    for (AnswerSignal signal : AnswerSignal.values()) {
      signals.put(signal, signal == AnswerSignal.NAMES_MISSING ? 1 - value : value);
    }
    return signals;
  }

  @Test
  void whatIsCertainIsAnsweredAndWhatIsNotIsDeclinedWithWhatIsNear() {
    Decider decider = decider(AnswerThresholds.STANDARD);
    assertThat(decider.byFindings(signals(0.9), List.of())).isInstanceOf(Decision.Answer.class);
    assertThat(decider.byFindings(signals(0.9), List.of("Berlin", "2021")))
        .isEqualTo(
            new Decision.AnswerWithWarning(
                Decider.confidence(signals(0.9)),
                "No passage that was found mentions “Berlin” or “2021”."));
    Decision declined = decider.byFindings(signals(0), List.of());
    assertThat(declined)
        .isEqualTo(
            new Decision.Decline(
                declined.confidence(),
                List.of("default"),
                List.of(new Decision.Near("d", "d#1", "Ferries", 3))));
    assertThat(decider.byFindings(Map.of(), List.of()).answers()).isFalse();
  }

  @Test
  void aCollectionsThresholdsDecide() {
    Map<AnswerSignal, Double> signals = signals(0.9);
    double confidence = Decider.confidence(signals);
    assertThat(decider(new AnswerThresholds(0, 1)).byFindings(signals, List.of()))
        .isEqualTo(
            new Decision.AnswerWithWarning(
                confidence, "The documents may not answer this question; check the sources."));
    assertThat(decider(new AnswerThresholds(1, 1)).byFindings(signals, List.of()).answers())
        .isFalse();
    assertThat(decider(new AnswerThresholds(0, 0)).byFindings(signals(0), List.of()).answers())
        .isTrue();
  }

  @Test
  void whatCheckingFindsIsSaid() {
    Decider decider = decider(AnswerThresholds.STANDARD);
    Decision answer = new Decision.Answer(0.9);
    Checks supported = Checks.NONE.plus(Support.CITED);
    assertThat(decider.byChecks(answer, supported)).isEqualTo(answer);
    assertThat(decider.byChecks(answer, supported.plus(Support.UNSUPPORTED)))
        .isEqualTo(
            new Decision.AnswerWithWarning(
                0.9, "The documents do not support one sentence of this answer."));
    assertThat(
            decider.byChecks(
                answer, supported.plus(Support.CONTRADICTED).plus(Support.CONTRADICTED)))
        .isEqualTo(
            new Decision.AnswerWithWarning(
                0.9, "The documents contradict 2 sentences of this answer."));
    assertThat(decider.byChecks(answer, Checks.NONE.plus(Support.UNSUPPORTED)))
        .isEqualTo(
            new Decision.NeedsPerson(
                0.9,
                "The documents seem to hold an answer, but none of what was written agrees with"
                    + " them."));
  }

  @Test
  void thresholdsAreChecked() {
    assertThatThrownBy(() -> new AnswerThresholds(0.4, 0.3))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("warn_below must be between 0.4 and 1, but got: 0.3");
    assertThatThrownBy(() -> new AnswerThresholds(Double.NaN, 1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("decline_below must be between 0.0 and 1, but got: NaN");
  }
}
