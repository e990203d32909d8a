package io.footnote.serve.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.testing.WordsView;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static Question question(String text) {
    return new Question(StandaloneQuestion.of(text), WordsView.terms());
  }

  @Test
  void aFigureOfTheQuestionOrOfANameIsNoAnswerToHowMuch() {
    Question question = question("How deep does the Corran 300 measure?");
    assertThat(question.fit("The Corran 300 is the successor of the CTD-5.")).isZero();
    assertThat(question.fit("The Corran 300 measures down to 640 m.")).isEqualTo(1);
  }

  @Test
  void aQuestionForTwoThingsIsHalfAnsweredByOne() {
    Question question = question("Who founded the firm, and when?");
    assertThat(question.fit("It began on 9 May 1974.")).isEqualTo(0.5);
    assertThat(question.fit("Ailsa Skerrow founded it in 1974.")).isEqualTo(1);
  }

  @Test
  void rangesHoldTheNumbersAskedAbout() {
    Question six = question("How much leave is there after six years?");
    assertThat(six.inRange("5 to 9 29 31 28")).isTrue();
    assertThat(six.inRange("2 to 4 27 30 26")).isFalse();
    assertThat(six.inRange("10 or more 32 33 31")).isFalse();
    assertThat(question("Do 9 hours count?").inRange("for flights of more than seven hours"))
        .isTrue();
    assertThat(question("Which rule held in 2024?").inRange("10 or more")).isFalse();
    assertThat(question("What is the Corran-6?").inRange("5 to 9")).isFalse();
  }

  @Test
  void namesAndCodesThatAPassageLacksAreCounted() {
    Question question = question("How much leave is there in Lisbon under rule 7?");
    assertThat(question.namesMissing(Set.of("leave", "7"))).isEqualTo(0.5);
    assertThat(question.namesMissing(Set.of("lisbon", "7"))).isZero();
    assertThat(question("How much leave is there?").namesMissing(Set.of())).isZero();
  }

  @Test
  void namesAndYearsThatNothingHasAreUnmentioned() {
    Set<String> has = WordsView.terms().distinct("In Hamburg the limit was 150 euros in 2023.");
    assertThat(question("What is the limit in Berlin?").unmentioned(has)).containsExactly("Berlin");
    assertThat(question("What was it in Hamburg in 2021?").unmentioned(has))
        .containsExactly("2021");
    assertThat(question("What is the limit in Hamburg?").unmentioned(has)).isEmpty();
    assertThat(question("Breakfast for 12 guests?").unmentioned(has)).isEmpty();
  }

  @Test
  void whatIsRememberedOfOneselfAnswersWhatOneAsksOfOneself() {
    Question others = question("Which employees work in Kiel?");
    assertThat(others.admits(Passages.remembered("My office is in Kiel."))).isFalse();
    assertThat(others.admits(Passages.remembered("The office in Kiel has 52 people."))).isTrue();
    assertThat(others.admits(Passages.remembered("Our office in Kiel is open."))).isTrue();
    assertThat(others.admits(Passages.remembered("World War I and US law."))).isTrue();
    assertThat(others.admits(Passages.of("Offices", "Our office in Kiel has 52 people."))).isTrue();
    assertThat(question("Where is my office?").admits(Passages.remembered("My office is in Kiel.")))
        .isTrue();
  }

  @Test
  void whatATurnAsksIsUnmentionedIfNothingOfItIsThere() {
    Set<String> has = WordsView.terms().distinct("Guests pay 9.50 euros in the canteen.");
    String before = "How much do guests pay in the canteen?";
    assertThat(goingOn(before, "Can I bring my dog?").unmentioned(has))
        .containsExactly("bring", "dog");
    assertThat(goingOn(before, "Can guests bring dogs?").unmentioned(has)).isEmpty();
    assertThat(goingOn(before, "And why?").unmentioned(has)).isEmpty();
  }

  private static Question goingOn(String before, String turn) {
    return new Question(new StandaloneQuestion(before, turn), WordsView.terms());
  }

  @Test
  void coverageIsTheShareOfWeightedWords() {
    assertThat(question("red green blue yellow").coverage(Set.of("red", "blue", "black")))
        .isEqualTo(0.5);
  }
}
