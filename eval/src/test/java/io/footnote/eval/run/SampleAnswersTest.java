package io.footnote.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.eval.answers.ErrorPlanter;
import io.footnote.eval.answers.PlantedError;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerSentence;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CheckRequest;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer asks the sample collection first, answered by the bundled model. */
class SampleAnswersTest {
  private static final List<String> DOCUMENTS =
      List.of(
          "employee-handbook.pdf",
          "corran-300-user-manual.pdf",
          "service-agreement-northern-reach.pdf",
          "travel-policy-2023.pdf",
          "travel-policy-2025.docx",
          "company-update-2025.pptx",
          "spare-parts.csv");

  @TempDir static Path folder;

  private static Footnote footnote;

  @BeforeAll
  static void ingest() throws Exception {
    footnote = Samples.open(folder, DOCUMENTS);
  }

  @AfterAll
  static void close() {
    footnote.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What is the greatest depth the Corran 300 can measure at 33 kHz? | corran-300-user-manual.pdf | 4 | 640 m
          How many days of holiday does somebody in Kiel get after six years? | employee-handbook.pdf | 4 | Kiel: 31
          What is the Northern Reach response time? | service-agreement-northern-reach.pdf | 2 | 1 hour 24 hours
          What share of Oban's electricity comes from the solar panels? | company-update-2025.pptx | 6 | 14 per cent
          Who founded Skerrow Marine Instruments, and when? | employee-handbook.pdf | 2 | Ailsa Skerrow
          How tight should the transducer nut be? | corran-300-user-manual.pdf | 2 | 35 Nm
          What is the hotel limit per night in London? | travel-policy-2025.docx | 0 | Hotel per night: £180
          How much did Skerrow pay per mile for the use of your own car in 2023? | travel-policy-2023.pdf | 1 | 40 pence
          What is the lead time and price of the conductivity cell 610-103? | spare-parts.csv | 0 | lead_time_days: 60
          If I quit nine months after a costly course the company paid for, how much must I pay back? | employee-handbook.pdf | 7 | 50 per cent
          """)
  void answersFromTheRightPage(String question, String document, int page, String key) {
    Answer answer = footnote.ask(question);
    assertThat(answer.abstained()).as(answer.answer()).isFalse();
    assertThat(answer.answer()).contains(key);
    assertThat(answer.sentences()).hasSizeLessThanOrEqualTo(3);
    Citation first = answer.citations().getFirst();
    assertThat(first.source()).endsWith(document);
    assertThat(first.page()).isEqualTo(page);
    String text = footnote.content(Principal.operator("test"), first.documentId()).text();
    assertThat(text.substring(first.charStart(), first.charEnd())).isEqualTo(first.quote());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What is the hotel limit per night in London? | And in Norway? | Norway
          Who founded Skerrow Marine Instruments? | When was that? | 9 May 1974
          What is the greatest depth the Corran 300 can measure at 33 kHz? | And at 200 kHz? | 200 kHz
          """)
  void aFollowUpIsAnsweredByWhatItAsksFor(String before, String question, String key) {
    Answer first = footnote.ask(before);
    Answer answer =
        footnote.ask(
            Principal.operator("test"),
            AskRequest.of("default", question)
                .in(
                    new AskRequest.Conversation.Told(
                        List.of(Turn.user(before), Turn.assistant(first.answer())))),
            _ -> {});
    assertThat(answer.abstained()).as(answer.answer()).isFalse();
    assertThat(answer.answer()).contains(key);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Write me a recipe for fish soup.",
        "What is the tallest mountain in Norway?",
        "What does the canteen serve on Fridays?"
      })
  void declinesWhatTheDocumentsDoNotAnswer(String question) {
    Answer answer = footnote.ask(question);
    assertThat(answer.abstained()).as(answer.answer()).isTrue();
    assertThat(answer.citations()).isEmpty();
    assertThat(answer.answer()).startsWith("The documents do not answer this question.");
  }

  /** A small version of what {@code footnote eval answers} measures. */
  @Test
  void plantedErrorsAreFoundAndWhatIsRightIsLeftAlone() {
    Principal asker = Principal.operator("test");
    List<String> missed = new ArrayList<>();
    int planted = 0;
    for (String question :
        List.of(
            "Who founded Skerrow Marine Instruments, and when?",
            "What is the greatest depth the Corran 300 can measure at 33 kHz?",
            "How tight should the transducer nut be?",
            "What share of Oban's electricity comes from the solar panels?",
            "What is the hotel limit per night in London?",
            "How long is the warranty of the Corran 300?")) {
      List<String> passages =
          footnote.search(question).results().stream().map(SearchResult::text).toList();
      for (AnswerSentence sentence : footnote.ask(question).sentences()) {
        assertThat(check(asker, question, sentence.text()))
            .as(sentence.text())
            .allMatch(AnswerSentence::supported);
        for (long seed = 1; seed <= 3; seed++) {
          for (PlantedError error : new ErrorPlanter(seed).plant(sentence.text(), passages)) {
            planted++;
            if (check(asker, question, error.text()).stream().allMatch(AnswerSentence::supported)) {
              missed.add(error.text());
            }
          }
        }
      }
    }
    assertThat(planted).isGreaterThan(30);
    assertThat(missed).as("missed of %d: %s", planted, missed).hasSizeLessThan(planted / 10 + 1);
  }

  private static List<AnswerSentence> check(Principal asker, String question, String answer) {
    return footnote.check(asker, CheckRequest.of("default", question, answer)).sentences();
  }
}
