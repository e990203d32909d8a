package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryItem.Kind;
import io.footnote.serve.engine.model.MemoryPage;
import io.footnote.serve.engine.model.MemoryQuery;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SharedAudience;
import io.footnote.serve.engine.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FootnoteService} remembers of facts, and for whom. */
public interface MemoryContract extends ServiceFixture {
  MemoryQuery ALL = new MemoryQuery(null, null, 100);
  String DESK = "The desk of Alice stands in room 417.";
  String WHERE = "In which room does the desk of Alice stand?";

  private static Answer ask(FootnoteService service, Principal principal, String question) {
    return service.ask(principal, AskRequest.of("default", question), event -> {});
  }

  private static List<String> texts(FootnoteService service, Principal principal) {
    return service.memories(principal, ALL).memory().stream().map(MemoryItem::text).toList();
  }

  private static NewMemory shared(Kind kind, String text, SharedAudience audience) {
    return new NewMemory(kind, text, audience, null);
  }

  @Test
  default void aFactAnswersItsOwnersQuestionsWithAFootnoteOfItsOwn() throws Exception {
    try (FootnoteService service = filled()) {
      MemoryItem fact = service.remember(ALICE, NewMemory.fact(DESK));
      assertThat(fact.memoryId()).startsWith("mem_");
      assertThat(fact.audience()).isEqualTo(new Audience.User("alice"));
      assertThat(service.memory(ALICE, fact.memoryId())).isEqualTo(fact);
      assertThat(service.remember(ALICE, NewMemory.fact("  " + DESK + "\n"))).isEqualTo(fact);
      Answer answer = ask(service, ALICE, WHERE);
      assertThat(answer.answer()).startsWith(DESK + "[1]");
      Citation citation = answer.citations().getFirst();
      assertThat(citation.kind()).isEqualTo(Citation.Kind.MEMORY);
      assertThat(citation.chunkId()).isEqualTo(fact.memoryId());
      assertThat(citation.quote()).isEqualTo(DESK);
      assertThat(service.trace(ALICE, answer.traceId()).stages())
          .extracting("name")
          .startsWith("recall", "memory", "rewrite", "route", "cache", "retrieve");
      assertThat(ask(service, ALICE, "How many days of paid leave are there?").citations())
          .extracting(Citation::kind)
          .containsOnly(Citation.Kind.DOCUMENT);
    }
  }

  @Test
  default void aFactOfOneUserDoesNotExistForAnybodyElse() throws Exception {
    try (FootnoteService service = filled()) {
      String id = service.remember(ALICE, NewMemory.fact(DESK)).memoryId();
      Answer own = ask(service, ALICE, WHERE);
      for (Principal other : List.of(BOB, OPERATOR)) {
        assertThat(texts(service, other)).isEmpty();
        assertThat(ask(service, other, WHERE).answer()).doesNotContain("room 417");
        List<ThrowingCallable> ways =
            List.of(() -> service.memory(other, id), () -> service.forget(other, id));
        assertThat(ways)
            .allSatisfy(way ->
                assertThatThrownBy(way)
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage("nothing is remembered as '" + id + "'"));
      }
      assertThat(service.trace(OPERATOR, own.traceId()).toString())
          .doesNotContain("room 417", "desk");
      assertThat(service.trace(ALICE, own.traceId()).toString()).contains("417");
      assertThat(texts(service, ALICE)).containsExactly(DESK);
    }
  }

  @Test
  default void forgettingAFactLeavesNothingThatQuotesIt() throws Exception {
    try (FootnoteService service = filled()) {
      String id = service.remember(ALICE, NewMemory.fact(DESK)).memoryId();
      Answer answer = ask(service, ALICE, WHERE);
      String conversation = Objects.requireNonNull(answer.conversationId());
      assertThat(service.conversation(ALICE, conversation).toString()).contains("417");
      service.forget(ALICE, id);
      assertThat(texts(service, ALICE)).isEmpty();
      assertThatThrownBy(() -> service.trace(ALICE, answer.traceId()))
          .isInstanceOf(NotFoundException.class);
      assertThat(service.conversation(ALICE, conversation).toString()).doesNotContain("room 417");
      assertThat(ask(service, ALICE, WHERE).answer()).doesNotContain("room 417");
      assertThatThrownBy(() -> service.forget(ALICE, id)).isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  default void sharedFactsAreForThoseTheyAreSharedWith() throws Exception {
    try (FootnoteService service = filled()) {
      MemoryItem hr = service.remember(OPERATOR, shared(Kind.FACT, DESK, new Audience.Group("hr")));
      MemoryItem all =
          service.remember(
              OPERATOR, shared(Kind.FACT, "The gate closes at nine.", new Audience.Everybody()));
      assertThat(texts(service, ALICE)).containsExactlyInAnyOrder(DESK, all.text());
      assertThat(texts(service, BOB)).containsExactly(all.text());
      assertThat(texts(service, OPERATOR)).hasSize(2);
      assertThat(ask(service, ALICE, WHERE).answer()).contains("417");
      assertThat(ask(service, BOB, WHERE).answer()).doesNotContain("room 417");
      assertThat(message(() -> service.forget(ALICE, hr.memoryId())))
          .isEqualTo(
              "only an operator may delete what is remembered for others, too; 'alice' is none");
      assertThatThrownBy(
              () -> service.remember(ALICE, shared(Kind.FACT, "x", new Audience.Everybody())))
          .isInstanceOf(ForbiddenException.class)
          .hasMessage("only an operator may have something remembered for others; 'alice' is none");
      service.forget(OPERATOR, hr.memoryId());
      assertThat(ask(service, ALICE, WHERE).answer()).doesNotContain("room 417");
    }
  }

  @Test
  default void instructionsAreSeenByOperatorsAlone() throws Exception {
    try (FootnoteService service = filled()) {
      SharedAudience group = new Audience.Group("hr");
      MemoryItem told = service.remember(OPERATOR, shared(Kind.INSTRUCTION, "Be brief.", group));
      assertThat(service.memories(OPERATOR, ALL).memory())
          .extracting(MemoryItem::kind, MemoryItem::text, MemoryItem::audience)
          .containsExactly(tuple(Kind.INSTRUCTION, "Be brief.", group));
      assertThat(service.memories(OPERATOR, new MemoryQuery(Kind.FACT, null, 10)).memory())
          .isEmpty();
      assertThat(texts(service, ALICE)).isEmpty();
      assertThatThrownBy(() -> service.memory(ALICE, told.memoryId()))
          .isInstanceOf(NotFoundException.class);
      assertThatThrownBy(() -> service.forget(ALICE, told.memoryId()))
          .isInstanceOf(NotFoundException.class);
      assertThat(service.trace(ALICE, ask(service, ALICE, WHERE).traceId()).stages())
          .filteredOn(stage -> stage.name().equals("memory"))
          .extracting("output")
          .containsExactly(
              "facts []; instructions ["
                  + told.memoryId()
                  + "], which who answers cannot follow: it quotes and writes nothing");
    }
  }

  @Test
  default void whatATurnAsksToRememberIsConfirmedWordForWord() throws Exception {
    try (FootnoteService service = filled()) {
      Answer confirmed = ask(service, ALICE, "Please remember that my desk stands in room 417.");
      MemoryItem fact = service.memories(ALICE, ALL).memory().getFirst();
      assertThat(fact.text()).isEqualTo("my desk stands in room 417.");
      assertThat(confirmed.answer())
          .isEqualTo(
              "Remembered as "
                  + fact.memoryId()
                  + ": “my desk stands in room 417.” It is used for your questions alone, until you"
                  + " delete it.");
      assertThat(service.trace(ALICE, confirmed.traceId()).stages())
          .extracting("name")
          .containsExactly("recall", "learn", "remember");
      assertThat(ask(service, ALICE, "In which room does my desk stand?").answer())
          .startsWith("my desk stands in room 417.[1]");
      Conversation told = new Conversation.Told(List.of(Turn.user("Hello")));
      AskRequest onBehalf = AskRequest.of("default", "Remember that the moon is cheese.");
      assertThat(service.ask(BOB, onBehalf.in(told), event -> {}).answer())
          .doesNotStartWith("Remembered");
      assertThat(texts(service, BOB)).isEmpty();
    }
  }

  @Test
  default void whoAsksIsToldWhatIsRememberedOfThemAlone() throws Exception {
    try (FootnoteService service = filled()) {
      String question = "What do you remember about me?";
      assertThat(ask(service, ALICE, question).answer())
          .isEqualTo("Nothing is remembered about you. Say “remember that …” to change that.");
      MemoryItem own = service.remember(ALICE, NewMemory.fact(DESK));
      service.remember(OPERATOR, shared(Kind.FACT, "The moon is far.", new Audience.Everybody()));
      Answer told = ask(service, ALICE, question);
      assertThat(told.answer())
          .isEqualTo("You asked me to remember:\n- " + DESK + " (" + own.memoryId() + ")");
      assertThat(ask(service, BOB, question).answer()).startsWith("Nothing is remembered");

      service.forget(ALICE, own.memoryId());
      assertThatThrownBy(() -> service.trace(ALICE, told.traceId()))
          .as("what repeats a fact goes with it")
          .isInstanceOf(NotFoundException.class);
      assertThat(ask(service, ALICE, question).answer()).startsWith("Nothing is remembered");
    }
  }

  @Test
  default void aFactForOneCollectionIsUsedThereAlone() throws Exception {
    try (FootnoteService service = filled()) {
      NewMemory wanted = new NewMemory(Kind.FACT, DESK, null, "second");
      assertThatThrownBy(() -> service.remember(ALICE, wanted))
          .isInstanceOf(NotFoundException.class)
          .hasMessageStartingWith("there is no collection 'second'");
      assertThat(service.createCollection(OPERATOR, "second").name()).isEqualTo("second");
      assertThat(service.remember(ALICE, wanted).collection()).isEqualTo("second");
      assertThat(ask(service, ALICE, WHERE).answer()).doesNotContain("room 417");
      AskRequest second = AskRequest.of("second", WHERE);
      assertThat(service.ask(ALICE, second, event -> {}).answer()).contains("417");
      service.deleteCollection(OPERATOR, "second");
      assertThat(texts(service, ALICE)).isEmpty();
    }
  }

  @Test
  default void memoryIsListedPageByPage() {
    try (FootnoteService service = open()) {
      for (int i = 0; i < 5; i++) {
        assertThat(service.remember(ALICE, NewMemory.fact("Fact number " + i)).text()).isNotNull();
      }
      List<String> paged = new ArrayList<>();
      String cursor = null;
      do {
        MemoryPage page = service.memories(ALICE, new MemoryQuery(null, cursor, 2));
        assertThat(page.memory()).hasSizeBetween(1, 2);
        page.memory().forEach(item -> paged.add(item.text()));
        cursor = page.nextCursor();
      } while (cursor != null);
      assertThat(paged).hasSize(5).isEqualTo(texts(service, ALICE));
      assertThatThrownBy(() -> service.memories(ALICE, new MemoryQuery(null, "x", 2)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("cursor 'x' is none that a page ended with");
    }
  }

  @Test
  default void whoHasNoNameHasNothingRemembered() throws Exception {
    try (FootnoteService service = filled()) {
      assertThatThrownBy(() -> service.remember(Principal.anonymous(), NewMemory.fact(DESK)))
          .isInstanceOf(ForbiddenException.class)
          .hasMessage("nothing is remembered for callers without a name; use an API key");
      assertThat(ask(service, Principal.anonymous(), "Remember that it rains.").answer())
          .doesNotStartWith("Remembered");
      assertThat(texts(service, Principal.anonymous())).isEmpty();
    }
  }
}
