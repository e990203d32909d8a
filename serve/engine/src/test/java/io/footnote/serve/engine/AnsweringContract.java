package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerSentence;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CheckRequest;
import io.footnote.serve.engine.model.CheckedAnswer;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.Support;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link FootnoteService} keeps when it answers and checks answers.
 */
public interface AnsweringContract extends ServiceFixture {
  @Test
  default void anAnswerUsesOnlyWhatThePrincipalMayRead() throws Exception {
    try (FootnoteService service = filled()) {
      AskRequest question =
          AskRequest.of("default", "What is the salary of a warehouse supervisor?");
      Answer alice = service.ask(ALICE, question, event -> {});
      assertThat(alice.answer()).contains("5200 euros");
      Answer bob = service.ask(BOB, question, event -> {});
      assertThat(bob.toString()).doesNotContain("5200 euros").doesNotContain("salaries");
    }
  }

  @Test
  default void everyCitationQuotesItsDocument() throws Exception {
    try (FootnoteService service = filled()) {
      List<AnswerEvent> events = new ArrayList<>();
      Answer answer =
          service.ask(
              OPERATOR,
              AskRequest.of("default", "How many days of paid leave do employees have?"),
              events::add);
      assertThat(answer.abstained()).isFalse();
      assertThat(answer.answer())
          .startsWith("Employees have thirty days of paid leave in each calendar year.[1]");
      for (Citation citation : answer.citations()) {
        String text = service.content(OPERATOR, citation.documentId()).text();
        assertThat(text.substring(citation.charStart(), citation.charEnd()))
            .isEqualTo(citation.quote());
      }
      assertThat(events.getFirst()).isInstanceOf(AnswerEvent.Retrieved.class);
      assertThat(events.getLast()).isEqualTo(new AnswerEvent.Done(answer));
      assertThat(events.get(1)).isInstanceOf(AnswerEvent.Cited.class);
    }
  }

  @Test
  default void everySentenceOfAnAnswerIsCheckedAgainstWhatTheCallerMayRead() throws Exception {
    String question = "What is the salary of a warehouse supervisor?";
    String written =
        "The salary of a warehouse supervisor is 5200 euros a month [7]. The salary of a warehouse"
            + " supervisor is 5900 euros a month.";
    try (FootnoteService service = filled()) {
      CheckedAnswer alice = service.check(ALICE, CheckRequest.of("default", question, written));
      assertThat(alice.sentences())
          .containsExactly(
              new AnswerSentence(
                  "The salary of a warehouse supervisor is 5200 euros a month.",
                  List.of(1),
                  Support.SUPPORTED),
              new AnswerSentence(
                  "The salary of a warehouse supervisor is 5900 euros a month.",
                  List.of(1),
                  Support.CONTRADICTED));
      assertThat(alice.citations().getFirst().quote())
          .isEqualTo("The salary of a warehouse supervisor is 5200 euros a month.");
      assertThat(service.trace(ALICE, alice.traceId()).kind()).isEqualTo("check");
      CheckedAnswer bob = service.check(BOB, CheckRequest.of("default", question, written));
      assertThat(bob.sentences()).noneMatch(AnswerSentence::supported);
      assertThat(bob.citations().toString())
          .doesNotContain("5200 euros")
          .doesNotContain("salaries");
    }
  }

  @Test
  default void aCollectionsThresholdsDecideWhatIsAnswered() throws Exception {
    AskRequest question =
        AskRequest.of("default", "How many days of paid leave do employees have?");
    try (FootnoteService service = filled()) {
      assertThat(service.collection(OPERATOR, "default").answering())
          .isEqualTo(AnswerThresholds.STANDARD);
      Answer answered = service.ask(OPERATOR, question, event -> {});
      assertThat(answered.decision().answers()).isTrue();
      assertThat(answered.decision().confidence()).isEqualTo(answered.confidence());

      AnswerThresholds strict = new AnswerThresholds(1, 1);
      assertThat(service.configureCollection(OPERATOR, "default", strict).answering())
          .isEqualTo(strict);
      Answer declined = service.ask(BOB, question, event -> {});
      assertThat(declined.abstained()).isTrue();
      assertThat(declined.decision())
          .isInstanceOfSatisfying(
              Decision.Decline.class,
              decline -> {
                assertThat(decline.searched()).containsExactly("default");
                assertThat(decline.near())
                    .extracting(Decision.Near::title)
                    .contains("leave")
                    .doesNotContain("salaries");
              });
      assertThat(declined.answer())
          .startsWith("The documents do not answer this question. Searched: default.");
      assertThatThrownBy(() -> service.configureCollection(BOB, "default", strict))
          .isInstanceOf(ForbiddenException.class);
      assertThat(service.configureCollection(OPERATOR, "fresh", strict).documents()).isZero();
    }
  }
}
