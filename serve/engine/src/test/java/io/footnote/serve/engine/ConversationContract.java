package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.ConversationDetail.Said;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.trace.Trace;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link FootnoteService} remembers of conversations, and for whom.
 */
public interface ConversationContract extends ServiceFixture {
  private SearchRequest search(String query, Turn... history) {
    return new SearchRequest(
        query,
        List.of("default"),
        SearchMode.HYBRID,
        Profile.BALANCED,
        10,
        null,
        Rerank.IF_CONFIGURED,
        /* deduplicate= */ false,
        /* explain= */ false,
        List.of(history));
  }

  @Test
  default void aFollowUpFindsWhatTheConversationIsAbout() throws Exception {
    try (FootnoteService service = filled()) {
      Turn before = Turn.user("Where is the administrator password of the router?");
      SearchResponse found = service.search(BOB, search("Tell me more about it", before));
      assertThat(found.results().getFirst().title()).isEqualTo("router");
      Trace trace = service.trace(BOB, found.traceId());
      assertThat(trace.stages()).extracting("name").containsExactly("rewrite", "retrieve");
      assertThat(trace.stages().getFirst().output())
          .isEqualTo(
              "question by rules (the question refers back with 'it'): 1.00/1.00 Tell me more about"
                  + " it (as asked) | 0.50/0.31 Where is the administrator password of the router?"
                  + " (asked before)");
      assertThat(service.search(BOB, search("Thanks!", before)).results()).isEmpty();
      assertThat(service.search(ALICE, search("Tell me more about it", before)).results())
          .extracting(SearchResult::title)
          .doesNotContain("router");
    }
  }

  private Answer ask(
      FootnoteService service, Principal principal, String question, Conversation conversation) {
    return service.ask(principal, AskRequest.of("default", question).in(conversation), event -> {});
  }

  @Test
  default void aConversationGoesOnWhereItWas() throws Exception {
    try (FootnoteService service = filled()) {
      Answer first =
          ask(service, ALICE, "What is the salary of a supervisor?", Conversation.fresh());
      String id = first.conversationId();
      assertThat(id).startsWith("conv_");
      Conversation goOn = new Conversation.Remembered(Objects.requireNonNull(id));
      Answer second = ask(service, ALICE, "And when is that paid with a bonus?", goOn);
      assertThat(second.conversationId()).isEqualTo(id);
      assertThat(service.trace(ALICE, second.traceId()).stages())
          .extracting("name")
          .containsExactly(
              "recall",
              "rewrite",
              "route",
              "cache",
              "retrieve",
              "assemble",
              "decide",
              "answer",
              "remember",
              "keep");
      Answer third = ask(service, ALICE, "What did I just ask?", goOn);
      assertThat(third.answer()).isEqualTo("You asked: “And when is that paid with a bonus?”");
      assertThat(third.citations()).isEmpty();
      assertThat(service.trace(ALICE, third.traceId()).stages())
          .extracting("name")
          .containsExactly("recall", "rewrite", "route", "remember");
      assertThat(service.conversations(ALICE, 10))
          .extracting(ConversationInfo::conversationId, ConversationInfo::turns)
          .containsExactly(tuple(id, 6));
      assertThat(service.conversation(ALICE, id).turns())
          .extracting(Said::content)
          .contains("What is the salary of a supervisor?", first.answer(), second.answer());
      service.deleteConversation(ALICE, id);
      assertThat(service.conversations(ALICE, 10)).isEmpty();
    }
  }

  @Test
  default void anothersConversationDoesNotExistForAnybodyElse() throws Exception {
    try (FootnoteService service = filled()) {
      String id =
          Objects.requireNonNull(
              ask(service, ALICE, "How long is paid leave?", Conversation.fresh())
                  .conversationId());
      for (Principal other : List.of(BOB, OPERATOR)) {
        assertThat(service.conversations(other, 10)).isEmpty();
        for (String asked : List.of(id, "conv_unknown")) {
          List<ThrowingCallable> ways =
              List.of(
                  () -> service.conversation(other, asked),
                  () -> service.deleteConversation(other, asked),
                  () -> ask(service, other, "And now?", new Conversation.Remembered(asked)));
          assertThat(ways)
              .allSatisfy(way ->
                  assertThatThrownBy(way)
                      .isInstanceOf(NotFoundException.class)
                      .hasMessage(
                          "there is no conversation '"
                              + asked
                              + "'; ask without one to start a new one"));
        }
      }
      assertThat(service.conversation(ALICE, id).turns()).hasSize(2);
    }
  }

  @Test
  default void aRememberedAnswerIsWithheldFromWhoMayNoLongerReadItsSource() throws Exception {
    try (FootnoteService service = filled()) {
      Answer answer =
          ask(service, ALICE, "What is the salary of a supervisor?", Conversation.fresh());
      assertThat(answer.answer()).contains("5200");
      String id = Objects.requireNonNull(answer.conversationId());
      service.setAcl(OPERATOR, idOf(service, "salaries"), Set.of("board"));
      assertThat(service.conversation(ALICE, id).turns().getLast())
          .satisfies(said -> {
            assertThat(said.withheld()).isTrue();
            assertThat(said.content()).doesNotContain("5200 euros").contains("may no longer read");
          });
      Conversation goOn = new Conversation.Remembered(id);
      assertThat(ask(service, ALICE, "Repeat your last answer", goOn).answer())
          .doesNotContain("5200 euros");
    }
  }

  @Test
  default void whatIsToldAndWhoHasNoNameIsNotRemembered() throws Exception {
    try (FootnoteService service = filled()) {
      Turn before = Turn.user("How long is paid leave?");
      Conversation told = new Conversation.Told(List.of(before));
      Answer answer = ask(service, ALICE, "When does unused leave expire?", told);
      assertThat(answer.answer()).contains("March");
      assertThat(answer.conversationId()).isNull();
      assertThat(service.conversations(ALICE, 10)).isEmpty();
      assertThatThrownBy(() -> Conversation.of("conv_1", List.of(before)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("give conversation_id or history, not both: a conversation has its history");
    }
  }

  @Test
  default void aQuestionMayBeAsLongAsABook() throws Exception {
    try (FootnoteService service = filled()) {
      String question =
          "How many days of paid leave are there? " + "And so on it goes. ".repeat(20_000);
      assertThat(ask(service, ALICE, question, Conversation.fresh()).citations()).isNotNull();
      assertThat(service.search(ALICE, search(question)).results().getFirst().title())
          .isEqualTo("leave");
    }
  }
}
