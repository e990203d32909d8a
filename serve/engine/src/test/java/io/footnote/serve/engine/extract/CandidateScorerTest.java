package io.footnote.serve.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.testing.WordsView;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateScorerTest {
  private final HashingEmbedder embedder = new HashingEmbedder(64);

  private List<Candidate> ranked(String question, Passage... passages) {
    return ranked(StandaloneQuestion.of(question), passages);
  }

  private List<Candidate> ranked(StandaloneQuestion question, Passage... passages) {
    Terms terms = WordsView.terms();
    return new CandidateScorer(new SentenceVectors(embedder), new CosineScale(0, 1), terms)
        .score(
            new Question(question, terms),
            embedder.embedQuery(question.text()).vector(),
            List.of(passages));
  }

  private String best(String question, Passage... passages) {
    return ranked(question, passages).getFirst().reading().text();
  }

  @Test
  void theRowWithTheWordsAskedForWins() {
    String table = "City | Hotel limit\nLondon | £180\nOslo | £150\nParis | £170";
    assertThat(best("What is the hotel limit in Oslo?", Passages.of("Travel", table)))
        .isEqualTo("Oslo | £150");
  }

  @Test
  void ofAQuestionThatGoesOnTheTurnsOwnWordsCountMost() {
    Passage passage =
        Passages.of(
            "Working at home",
            "The home office allowance is 400 euros per year. It is paid with the salary of March.");
    assertThat(best("What is the home office allowance?", passage)).contains("400");
    assertThat(
            ranked(
                    new StandaloneQuestion(
                        "What is the home office allowance?", "When is it paid?"),
                    passage)
                .getFirst()
                .reading()
                .text())
        .isEqualTo("It is paid with the salary of March.");
  }

  @Test
  void theRangeThatHoldsTheNumberWins() {
    String lines = "Leave\n\nOban Kiel\n\nless than 2 26 30\n\n2 to 4 27 30\n\n5 to 9 29 31";
    assertThat(best("How many days of leave after six years in Kiel?", Passages.of("Leave", lines)))
        .isEqualTo("5 to 9 29 31");
  }

  @Test
  void aFewUnitsAreEmbedded() {
    String text =
        IntStream.range(0, 60)
            .mapToObj(i -> "Sentence number " + i + " speaks about the deep water.")
            .collect(Collectors.joining(" "));
    int before = embedder.embedded();
    assertThat(ranked("How deep is the water?", Passages.of("Water", text)))
        .hasSize(CandidateScorer.EMBEDDED);
    // One more is the question.
    assertThat(embedder.embedded() - before).isLessThanOrEqualTo(CandidateScorer.EMBEDDED + 1);
  }

  @Test
  void unitsOfTheNearestPassageAreEmbeddedFirst() {
    Passage far = manySentences(1, new Scores(null, 0.5, 1.0, null));
    Passage near = manySentences(2, new Scores(null, 0.9, 1.0, null));
    assertThat(ranked("How deep is the water?", far, near))
        .extracting(candidate -> candidate.passage().n())
        .containsOnly(2);
  }

  private static Passage manySentences(int n, Scores scores) {
    String text =
        IntStream.range(0, 2 * CandidateScorer.EMBEDDED)
            .mapToObj(i -> "Sentence %d of %d speaks about the deep water.".formatted(i, n))
            .collect(Collectors.joining(" "));
    return Passages.of(n, "document " + n, "Water", 0, "", text, scores);
  }

  @Test
  void theLatestYearIsPreferredUnlessTheQuestionNamesAYear() {
    Passage old =
        Passages.of(1, "a", "Travel report 2023", 0, "", "The hotel limit is 150 pounds.");
    Passage current =
        Passages.of(2, "b", "Travel report 2025", 0, "", "The hotel limit is 180 pounds.");
    assertThat(best("What is the hotel limit?", old, current)).contains("180");
    assertThat(best("What was the hotel limit in 2023?", old, current)).contains("150");
  }

  @Test
  void runningHeadersAreNotQuoted() {
    Passage first =
        Passages.of(
            1,
            "a",
            "Manual",
            0,
            "",
            "Echo sounder guide of March, sheet 1 of 2\n\nThe nut is tightened to 35 Nm.");
    Passage second =
        Passages.of(
            2,
            "a",
            "Manual",
            100,
            "",
            "Echo sounder guide of March, sheet 2 of 2\n\nThe cable has a length of 12 metres.");
    assertThat(ranked("Which echo sounder guide of March is it?", first, second))
        .extracting(candidate -> candidate.reading().text())
        .containsExactlyInAnyOrder(
            "The nut is tightened to 35 Nm.", "The cable has a length of 12 metres.");
  }
}
