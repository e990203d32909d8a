package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link FootnoteService} keeps when it answers and checks answers.
 */
public abstract class AnsweringContract {
  protected static final Principal OPERATOR = Principal.operator("olga");
  protected static final Principal ALICE = Principal.of("alice", "hr");
  protected static final Principal BOB = Principal.of("bob", "it");

  static final String LEAVE =
      "Employees have thirty days of paid leave in each calendar year. Unused leave expires at the"
          + " end of March.";
  static final String SALARIES =
      "The salary of a warehouse supervisor is 5200 euros a month. Bonuses are paid in November.";
  static final String ROUTER =
      "The administrator password of the warehouse router is kept in the safe of the IT office.";

  /**
   * An empty service, closed by the contract.
   *
   * @param reranker null for none
   */
  protected abstract FootnoteService open(@Nullable RerankerChoice reranker);

  FootnoteService open() {
    return open(null);
  }

  static void ingest(FootnoteService service, String source, String text, String... acl)
      throws InterruptedException {
    Job job =
        service.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(new IngestInput.Text(source, source, text)),
                Set.of(acl),
                Map.of()));
    Job ended = service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
  }

  FootnoteService filled() throws InterruptedException {
    return filled(null);
  }

  FootnoteService filled(@Nullable RerankerChoice reranker) throws InterruptedException {
    FootnoteService service = open(reranker);
    ingest(service, "leave", LEAVE);
    ingest(service, "salaries", SALARIES, "hr");
    ingest(service, "router", ROUTER, "it");
    return service;
  }

  @Test
  void anAnswerUsesOnlyWhatThePrincipalMayRead() throws Exception {
    try (FootnoteService service = filled()) {
      AskRequest question =
          AskRequest.of("default", "What is the salary of a warehouse supervisor?");
      Answer alice = service.ask(ALICE, question, event -> {});
      assertThat(alice.answer()).contains("5200 euros");
      Answer bob = service.ask(BOB, question, event -> {});
      assertThat(bob.toString()).doesNotContain("5200").doesNotContain("salaries");
    }
  }

  @Test
  void everyCitationQuotesItsDocument() throws Exception {
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
  void everySentenceOfAnAnswerIsCheckedAgainstWhatTheCallerMayRead() throws Exception {
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
      assertThat(bob.citations().toString()).doesNotContain("5200").doesNotContain("salaries");
    }
  }

  @Test
  void aCollectionsThresholdsDecideWhatIsAnswered() throws Exception {
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
