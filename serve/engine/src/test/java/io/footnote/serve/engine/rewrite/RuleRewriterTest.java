package io.footnote.serve.engine.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.testing.WordsView;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleRewriterTest {
  private static final String MEDICAID = "What is the Medicaid program?";

  private static RewrittenQuestion rewrite(String question, Turn... history) {
    return new RuleRewriter().rewrite(request(question, history));
  }

  private static RewriteRequest request(String question, Turn... history) {
    return new RewriteRequest(
        question,
        List.of(history),
        WordsView.terms(),
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        "b0undary");
  }

  private static List<String> texts(RewrittenQuestion rewritten) {
    return rewritten.parts().stream().map(QueryPart::text).toList();
  }

  @Test
  void aFirstQuestionIsSearchedForAsItIs() {
    RewrittenQuestion rewritten = rewrite("How can I apply?");
    assertThat(rewritten.parts()).containsExactly(QueryPart.asked("How can I apply?"));
    assertThat(rewritten.standalone().text()).isEqualTo("How can I apply?");
  }

  @Test
  void theQuestionAsAskedIsAlwaysFirstWithFullWeight() {
    List<String> questions =
        List.of("How can I apply?", "and it?", "Where do whales sleep at night?");
    for (String question : questions) {
      assertThat(rewrite(question, Turn.user(MEDICAID)).parts().getFirst())
          .isEqualTo(QueryPart.asked(question));
    }
  }

  @Test
  void whatRefersBackTakesTheSubjectAlong() {
    RewrittenQuestion rewritten =
        rewrite(
            "What does it cost in total each month?",
            Turn.user(MEDICAID),
            Turn.assistant("A joint program of both governments."));
    assertThat(rewritten.notes()).containsExactly("the question refers back with 'it'");
    assertThat(texts(rewritten))
        .containsExactly(
            "What does it cost in total each month?",
            "A joint program of both governments.",
            MEDICAID);
    assertThat(rewritten.parts())
        .extracting(QueryPart::semanticWeight)
        .containsExactly(1., .25, .5);
    assertThat(rewritten.standalone().text()).isEqualTo("What does it cost in total each month?");
  }

  @Test
  void anEllipsisTakesTheSubjectAlongAndLongTurnsAreNotLouderThanIt() {
    RewrittenQuestion rewritten = rewrite("And fees?", Turn.user(MEDICAID));
    assertThat(rewritten.notes()).containsExactly("the question has few words of its own");
    assertThat(rewritten.standalone().text()).isEqualTo(MEDICAID + " And fees?");
    QueryPart carried = rewritten.parts().getLast();
    assertThat(carried.semanticWeight()).isEqualTo(0.5);
    assertThat(carried.lexicalWeight()).isCloseTo(0.5 * 2 / 5, within(1e-9));
  }

  @Test
  void whatRefersToATurnThatRefersBackTakesBothAlong() {
    RewrittenQuestion rewritten =
        rewrite(
            "When did he start?",
            Turn.user("Who is the kiln master of the plant?"),
            Turn.assistant("Dmitri Halonen is the kiln master."),
            Turn.user("What is his phone number?"),
            Turn.assistant("Dmitri Halonen has the number 20."));
    assertThat(rewritten.standalone())
        .isEqualTo(
            new StandaloneQuestion(
                "Who is the kiln master of the plant? What is his phone number?",
                "When did he start?"));
  }

  @Test
  void whatPointsAtTheLastTurnTakesItAlongThoughThatIsAnEllipsis() {
    RewrittenQuestion rewritten =
        rewrite(
            "Where does she work?",
            Turn.user("Who is the kiln master of the plant?"),
            Turn.user("And Aoife?"));
    assertThat(rewritten.standalone().before())
        .isEqualTo("Who is the kiln master of the plant? And Aoife?");
  }

  @Test
  void anEllipsisOfAnEllipsisAsksWhatTheWholeQuestionAsked() {
    RewrittenQuestion rewritten =
        rewrite("And of the mixer?", Turn.user(MEDICAID), Turn.user("And the kettle?"));
    assertThat(rewritten.standalone().text()).isEqualTo(MEDICAID + " And of the mixer?");
    assertThat(texts(rewritten)).containsExactly("And of the mixer?", MEDICAID);
    assertThat(rewritten.parts().getLast().semanticWeight()).isEqualTo(0.5);
  }

  @Test
  void whatAsksTheSameOfSomethingElseTakesTheSubjectAlong() {
    RewrittenQuestion rewritten =
        rewrite("What about dental surgery abroad next year?", Turn.user(MEDICAID));
    assertThat(rewritten.notes()).containsExactly("it asks the same of something else");
    assertThat(rewritten.standalone().text())
        .isEqualTo(MEDICAID + " What about dental surgery abroad next year?");
    assertThat(rewritten.parts().getLast().semanticWeight()).isEqualTo(0.5);
  }

  @Test
  void whatWasTalkedAboutTakesTheConversationAlong() {
    RewrittenQuestion rewritten =
        rewrite("Which program covers dental surgery abroad?", Turn.user(MEDICAID));
    assertThat(rewritten.notes()).containsExactly("'program' was talked about");
    assertThat(rewritten.parts().getLast().semanticWeight()).isEqualTo(0.5);
  }

  @Test
  void anotherSubjectTakesLittleAlong() {
    RewrittenQuestion rewritten =
        rewrite("Where do blue whales sleep at night?", Turn.user(MEDICAID));
    assertThat(rewritten.notes()).containsExactly("the question may stand alone");
    assertThat(rewritten.parts().getLast().semanticWeight()).isEqualTo(0.15);
    assertThat(rewritten.standalone().text()).isEqualTo("Where do blue whales sleep at night?");
  }

  @Test
  void olderQuestionsFadeAndSmallTalkIsPassedOver() {
    RewrittenQuestion rewritten =
        rewrite(
            "And fees?",
            Turn.user("oldest"),
            Turn.user("old"),
            Turn.user("older still?"),
            Turn.user("Thanks!"),
            Turn.assistant(" "),
            Turn.user(MEDICAID));
    assertThat(texts(rewritten)).containsExactly("And fees?", MEDICAID, "older still?", "old");
    assertThat(rewritten.parts())
        .extracting(QueryPart::semanticWeight)
        .containsExactly(1., .5, .25, .125);
  }

  @Test
  void smallTalkIsNotSearchedFor() {
    assertThat(rewrite("Thank you!", Turn.user(MEDICAID)).parts()).isEmpty();
  }

  @Test
  void aLongQuestionIsSearchedForInPieces() {
    String question =
        String.join(
            " ",
            IntStream.range(0, 4000)
                .mapToObj(i -> "Sentence number " + i + " ends here.")
                .toList());
    for (Rewriter rewriter : List.of(new RuleRewriter(), Rewriter.NONE)) {
      List<QueryPart> parts = rewriter.rewrite(request(question)).parts();
      assertThat(parts).hasSize(8);
      assertThat(parts.getFirst()).isEqualTo(QueryPart.asked(question));
      assertThat(parts.subList(1, 8))
          .allSatisfy(part -> {
            assertThat(part.text()).hasSizeBetween(1500, 1600).startsWith("Sentence").endsWith(".");
            assertThat(part.semanticWeight()).isEqualTo(1);
            assertThat(part.lexicalWeight()).isZero();
          });
      assertThat(parts.getLast().text()).contains("number 3");
    }
  }

  @Test
  void aQuestionWithoutAnyBreakIsCut() {
    List<QueryPart> parts = rewrite("x".repeat(5000)).parts();
    assertThat(parts).hasSize(4);
    assertThat(parts.getLast().text()).hasSize(200);
  }
}
