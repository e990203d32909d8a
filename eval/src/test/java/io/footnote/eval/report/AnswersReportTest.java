package io.footnote.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.eval.answers.AnswersResult;
import io.footnote.eval.answers.AskedQuestion;
import io.footnote.eval.answers.AskedQuestion.Author;
import io.footnote.eval.answers.AskedQuestion.Check;
import io.footnote.eval.answers.AskedQuestion.Selector;
import io.footnote.eval.answers.Half;
import io.footnote.eval.answers.PlantedError.Kind;
import io.footnote.eval.answers.Selection;
import io.footnote.eval.dataset.DatasetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersReportTest {
  private static final AskedQuestion ANSWERED =
      new AskedQuestion(
          "q1",
          "Who?",
          true,
          0.9,
          false,
          Map.of(Selector.EXTRACTIVE, new Selection(1, 0.5)),
          List.of(
              new Check(Author.EXTRACTIVE, null, "Ada <did>.", true),
              new Check(Author.EXTRACTIVE, Kind.NAME, "Bob did.", true),
              new Check(Author.EXTRACTIVE, Kind.NEGATION, "Ada did not.", false)));
  private static final AskedQuestion DECLINED =
      new AskedQuestion("q2", "Why?", false, 0.1, true, Map.of(), List.of());
  private static final AnswersResult RESULT =
      new AnswersResult(
          "small", 1, List.of(ANSWERED, DECLINED), Map.of("other", List.of(DECLINED)));

  @TempDir Path folder;

  @Test
  void figuresAreMeansOverWhatTheyApplyTo() {
    assertThat(RESULT.figures())
        .containsEntry("extractive_f1", 2.0 / 3)
        .containsEntry("extractive_false_alarms", 1.0)
        .containsEntry("extractive_detected", 0.5)
        .containsEntry("extractive_detected_name", 1.0)
        .containsEntry("auroc", 1.0)
        .containsEntry("answerable_declined", 0.0)
        .containsEntry("unanswerable_declined", 1.0)
        .containsEntry("declined_of_other", 1.0)
        .doesNotContainKeys("bm25_f1", "free_form_detected");
  }

  @Test
  void theHalvesArePartsOfTheWhole() {
    assertThat(
            RESULT.of(Half.FITTED).questions().size() + RESULT.of(Half.HELD_OUT).questions().size())
        .isEqualTo(2);
    // SHA-256 of q1 ends in an even digit or it does not: the same in every process
    assertThat(Half.of("q1")).isEqualTo(Half.of("q1"));
  }

  @Test
  void thePageShowsFiguresAndWhereCheckingIsWrong() {
    assertThat(AnswersReport.toHtml(RESULT))
        .contains("<th>extractive_f1</th>", "false alarm", "missed negation", "Ada &lt;did&gt;.")
        .contains("<polyline points=")
        .doesNotContain("Bob did.");
  }

  @Test
  void theJsonHoldsEveryQuestion() {
    var json = AnswersReport.toJson(RESULT);
    assertThat(json.path("all").path("auroc").asDouble()).isEqualTo(1);
    assertThat(json.path("questions")).hasSize(3);
    assertThat(json.path("questions").get(0).path("checks").get(1).path("planted").asText())
        .isEqualTo("name");
  }

  @Test
  void aGateSaysWhatIsMissed() throws Exception {
    Path file = folder.resolve("gate.yaml");
    Files.writeString(
        file,
        "limits:\n- {figure: extractive_detected, min: 0.9}\n- {figure: answerable_declined, max: 0.05}\n");
    assertThat(AnswersGate.read(file).check(RESULT))
        .extracting(AnswersGate.Check::toString)
        .containsExactly(
            "MISSED  extractive_detected 0.5000 (at least 0.9)",
            "reached answerable_declined 0.0000 (at most 0.05)");
  }

  @Test
  void aGateThatCannotBeCheckedIsRefused() throws Exception {
    Path file = folder.resolve("gate.yaml");
    Files.writeString(file, "limits:\n- {figure: beauty, min: 0.9}\n");
    assertThatThrownBy(() -> AnswersGate.read(file).check(RESULT))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith("the result of small has no figure 'beauty'; it has [");
    Files.writeString(file, "limits:\n- {figure: auroc}\n");
    assertThatThrownBy(() -> AnswersGate.read(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("'auroc' must have either min or max");
  }
}
