package io.footnote.serve.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.ConversationDetail.Said;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.testing.TestState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.class)
class ConversationsTest {
  private static final Principal ALICE = Principal.of("alice", "hr");
  private static final Source SALARIES = new Source("default", "salaries");
  private static final Source LEAVE = new Source("default", "leave");

  @Parameter TestState state;

  @TempDir Path folder;
  private final HandClock clock = new HandClock();
  private final AtomicInteger ids = new AtomicInteger();
  private final Set<Source> readable = new HashSet<>(Set.of(SALARIES, LEAVE));
  private StateDatabase database;

  private Conversations open() {
    database = state.open(folder);
    return new Conversations(
        database,
        (principal, sources) -> {
          Set<Source> shown = new HashSet<>(sources);
          shown.retainAll(readable);
          return shown;
        },
        Duration.ofDays(30),
        clock,
        () -> "id" + ids.incrementAndGet());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private String remember(Conversations conversations, String question, String answer) {
    return conversations.remember(ALICE, null, question, answer, Set.of(LEAVE));
  }

  @Test
  void readingMakesNoDatabase() {
    Conversations conversations = open();
    assertThat(conversations.list(ALICE, 10)).isEmpty();
    assertThatThrownBy(() -> conversations.show(ALICE, "conv_1"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is no conversation 'conv_1'; ask without one to start a new one");
    assertThat(database.exists()).isEqualTo(state == TestState.POSTGRESQL);
  }

  @Test
  void whatWasSaidOutlivesTheProcess() {
    String id = remember(open(), "How long is leave? And sick leave?", "Thirty days.[1]");
    clock.now = clock.now.plusSeconds(60);
    database.close();
    Conversations again = open();
    assertThat(again.remember(ALICE, id, "Really?", "Yes.", Set.of())).isEqualTo(id);
    assertThat(again.list(ALICE, 10))
        .containsExactly(
            new ConversationInfo(
                id, "How long is leave?", clock.now.minusSeconds(60), clock.now, 4));
    assertThat(again.show(ALICE, id).turns())
        .extracting(Said::content)
        .containsExactly(
            "How long is leave? And sick leave?", "Thirty days.[1]", "Really?", "Yes.");
    assertThat(again.recall(ALICE, id).turns().getFirst())
        .isEqualTo(Turn.user("How long is leave? And sick leave?"));
  }

  @Test
  void anAnswerIsWithheldWhileASourceMayNotBeRead() {
    Conversations conversations = open();
    String id = remember(conversations, "Leave?", "Thirty days.");
    conversations.remember(ALICE, id, "Pay?", "5200 euros.", Set.of(SALARIES, LEAVE));
    conversations.summarized(ALICE, id, new Summary(3, "Pay is 5200 euros."));
    assertThat(conversations.recall(ALICE, id).summary()).isNotNull();
    readable.remove(SALARIES);
    assertThat(conversations.show(ALICE, id).turns())
        .extracting(Said::content, Said::withheld)
        .endsWith(tuple("Pay?", false), tuple(Conversations.WITHHELD, true));
    assertThat(conversations.recall(ALICE, id).toString()).doesNotContain("5200 euros");
    readable.add(SALARIES);
    assertThat(conversations.show(ALICE, id).turns().getLast().content()).isEqualTo("5200 euros.");
  }

  @Test
  void aConversationIsForgottenAfterItsTime() {
    Conversations conversations = open();
    String old = remember(conversations, "Old?", "Old.");
    clock.now = clock.now.plus(Duration.ofDays(29));
    String kept = remember(conversations, "Kept?", "Kept.");
    clock.now = clock.now.plus(Duration.ofDays(2));
    String fresh = remember(conversations, "Fresh?", "Fresh.");
    assertThat(conversations.list(ALICE, 10))
        .extracting(ConversationInfo::conversationId)
        .containsExactly(fresh, kept)
        .doesNotContain(old);
  }

  @Test
  void deletingLeavesNoTurnAndNoSource() {
    Conversations conversations = open();
    String id = remember(conversations, "Leave?", "Thirty days.");
    conversations.summarized(ALICE, id, new Summary(1, "Leave."));
    conversations.delete(ALICE, id);
    for (String table :
        Set.of("conversation_turn", "conversation_source", "conversation_summary")) {
      int rows =
          database.transact(handle ->
              handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
      assertThat(rows).as(table).isZero();
    }
    assertThatThrownBy(() -> conversations.delete(ALICE, id)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void whoHasNoNameIsNotRemembered() {
    assertThat(open().remembers(Principal.anonymous())).isFalse();
    assertThat(open().remembers(ALICE)).isTrue();
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2025-03-01T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
