package io.footnote.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.Decision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons of what the sample documents tell of, answered with the bundled model. */
class SampleComparisonsTest {
  @TempDir static Path folder;

  private static Footnote footnote;

  @BeforeAll
  static void ingest() throws Exception {
    footnote =
        Samples.open(
            folder,
            List.of(
                "employee-handbook.pdf",
                "corran-300-user-manual.pdf",
                "travel-policy-2023.pdf",
                "travel-policy-2025.docx",
                "company-update-2025.pptx",
                "warranty-and-returns.html",
                "sales-and-budget-2025.xlsx"));
  }

  @AfterAll
  static void close() {
    footnote.close();
  }

  /** The last column is beside the point, though it shares words with one side. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Compare the warranty of the Corran 300 and the Linnet CTD-5 | Corran 300 – Warranty: 36 months | Linnet CTD-5 – Warranty: 18 months | Thank you for choosing
          What is the difference between the warranties of the Ebbwatch TG-4 and the Fulmar WB-2? | Ebbwatch TG-4 – Warranty: 24 months | Fulmar WB-2 – Warranty: 24 months | field trial
          Annual leave in Kiel vs annual leave in Ålesund | Kiel: 31 | Ålesund: 28 | moving house
          What is the difference between the travel policy of 2023 and of 2025? | In force from 1 April 2023 | In force from 1 February 2025 | trade fairs
          Compare the hotel limit in London and Norway | London – Hotel per night: £180 | Norway – Hotel per night: NOK 1,900 | except London
          Compare the meal allowance in Germany and Norway | Germany – Hotel per night: €145; Meals per day: €48 | Meals per day: NOK 720 | breakfast
          What is the difference between fault code E31 and fault code E12? | E31 Memory full | E12 Transducer too hot | E23
          What is the difference between fault code E40 and fault code E23? | E40 Firmware damaged | E23 Clock lost | E31
          Compare the unit price of the Corran 300 and the Fulmar WB-2 | Corran 300 – Unit price GBP: 3480 | Fulmar WB-2 – Unit price GBP: 18400 | Linnet
          Compare the budget of IT and research | IT – Owner: Priya Raman; Budget 2025 GBP: 1120000 | Research and development – Owner: Rafael Quintela; Budget 2025 GBP: 3150000 | Laptops
          """)
  void comparesBySentencesAboutEachSideAlone(
      String question, String first, String second, String beside) {
    Answer answer = footnote.ask(question);
    assertThat(answer.abstained()).as(answer.answer()).isFalse();
    assertThat(answer.answer()).contains(first, second).doesNotContain(beside);
    assertThat(answer.answer().indexOf(first)).isLessThan(answer.answer().indexOf(second));
  }

  @Test
  void aComparisonThatKnowsOfOneSideAloneSaysSo() {
    Answer answer = footnote.ask("Compare the hotel limit in London and Oslo");
    assertThat(answer.answer()).contains("London – Hotel per night: £180");
    assertThat(answer.decision())
        .isInstanceOfSatisfying(
            Decision.AnswerWithWarning.class,
            decision ->
                assertThat(decision.warning())
                    .isEqualTo("No sentence was found about “the hotel limit in Oslo”."));
  }
}
