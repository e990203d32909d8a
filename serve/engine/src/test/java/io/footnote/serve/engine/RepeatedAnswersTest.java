package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.FilterText;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.cache.CacheMode;
import io.footnote.serve.engine.cache.CachePolicy;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.llm.testing.HeldReply;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.Cached;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.model.Usage;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.engine.testing.TestComponents;
import io.footnote.serve.engine.trace.TraceStage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an answer is given again and when not; each answer of the model says who made it. */
class RepeatedAnswersTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final Principal ALICE = Principal.of("alice", "hr");
  private static final Principal AMY = Principal.of("amy", "hr");
  private static final Principal BOB = Principal.of("bob", "it");
  private static final String QUESTION = "How long is the notice period?";
  private static final String REWORDED = "What is the length of the notice period?";
  private static final String NOTICE = "The notice period is four weeks.";

  @TempDir Path data;
  private final ScriptedModelServer server = new ScriptedModelServer();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-05T10:00:00Z"));
  private Footnote footnote;

  @AfterEach
  void close() {
    footnote.close();
    server.close();
  }

  private void open(CacheMode mode, Duration afterChange) throws Exception {
    ChatModelSettings settings =
        ChatModelSettings.of("small", server.baseUrl(), "sk-key", "small-1b");
    footnote =
        Footnote.open(
            FootnoteConfig.builder(data, new TestComponents(new HashingEmbedder(64)))
                .models(List.of(settings))
                .answerer("small")
                .cache(new CachePolicy(mode, afterChange))
                .clock(clock())
                .build());
    ingest("notice", NOTICE, "hr");
    ingest("canteen", "The canteen serves lunch from noon.");
  }

  private Clock clock() {
    return new Clock() {
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
        return now.get();
      }
    };
  }

  private void ingest(String source, String text, String... acl) throws InterruptedException {
    var job =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(new IngestInput.Text(source, source, text)),
                Set.of(acl),
                Map.of()));
    footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  private Answer ask(Principal principal, String question) {
    return footnote.ask(principal, AskRequest.of("default", question), event -> {});
  }

  private void willSay(String... texts) {
    for (String text : texts) {
      server.reply(text);
    }
  }

  private String idOf(String source) {
    return footnote
        .documents(OPERATOR, "default", new DocumentQuery(null, null, 10))
        .documents()
        .stream()
        .filter(record -> record.source().equals(source))
        .findFirst()
        .orElseThrow()
        .documentId();
  }

  private int calls() {
    return server.received().size();
  }

  @Test
  void theSameQuestionGetsTheSameAnswerWithoutTheModel() throws Exception {
    open(CacheMode.EXACT, Duration.ZERO);
    willSay(NOTICE);
    List<AnswerEvent> first = new ArrayList<>();
    List<AnswerEvent> second = new ArrayList<>();
    AskRequest request = AskRequest.of("default", QUESTION);
    Answer made = footnote.ask(ALICE, request, first::add);
    now.set(now.get().plusSeconds(60));
    Answer again = footnote.ask(ALICE, request, second::add);
    assertThat(calls()).isEqualTo(1);
    assertThat(made.cached()).isNull();
    assertThat(again.cached())
        .isEqualTo(new Cached(QUESTION, Instant.parse("2026-01-05T10:00:00Z"), 1));
    assertThat(again.answer()).isEqualTo("The notice period is four weeks.[1]");
    assertThat(again.sentences()).isEqualTo(made.sentences());
    assertThat(again.citations()).isEqualTo(made.citations());
    assertThat(again.usage()).isEqualTo(Usage.NONE);
    assertThat(second.subList(0, second.size() - 1)).isEqualTo(first.subList(0, first.size() - 1));
    assertThat(second.getLast()).isEqualTo(new AnswerEvent.Done(again));
    assertThat(again.traceId()).isNotEqualTo(made.traceId());
    assertThat(again.conversationId()).isNotNull().isNotEqualTo(made.conversationId());
    assertThat(footnote.trace(ALICE, again.traceId()).stages())
        .extracting(TraceStage::name)
        .containsExactly("recall", "rewrite", "route", "cache", "remember");
    assertThat(footnote.trace(ALICE, again.traceId()).stages().get(3).output())
        .startsWith("answered at 2026-01-05T10:00:00Z for '" + QUESTION + "', similarity 1.000");
    assertThat(footnote.trace(ALICE, made.traceId()).stages().get(3).output()).isEqualTo("nothing");
  }

  @Test
  void nothingIsGivenAgainWhenItIsOff() throws Exception {
    open(CacheMode.OFF, Duration.ZERO);
    willSay(NOTICE, NOTICE);
    Answer first = ask(ALICE, QUESTION);
    assertThat(ask(ALICE, QUESTION).cached()).isNull();
    assertThat(calls()).isEqualTo(2);
    assertThat(footnote.trace(ALICE, first.traceId()).stages())
        .extracting(TraceStage::name)
        .doesNotContain("cache");
  }

  @Test
  void whoSeesTheSameSharesAnswersAndWhoSeesOtherThingsDoesNot() throws Exception {
    open(CacheMode.EXACT, Duration.ZERO);
    willSay(NOTICE, NOTICE);
    ask(ALICE, QUESTION);
    assertThat(ask(AMY, QUESTION).cached()).isNotNull();
    Answer bob = ask(BOB, QUESTION);
    assertThat(bob.cached()).isNull();
    assertThat(bob.toString()).doesNotContain("four weeks").doesNotContain("notice,");
    assertThat(ask(OPERATOR, QUESTION).cached()).isNull();
    assertThat(ask(Principal.of("ann", "it"), QUESTION).cached()).isNotNull();
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void whoLosesAPermissionLosesTheAnswerAtOnce() throws Exception {
    open(CacheMode.SEMANTIC, Duration.ofHours(1));
    willSay(NOTICE, NOTICE);
    ask(ALICE, QUESTION);
    assertThat(ask(ALICE, QUESTION).cached()).isNotNull();
    footnote.setAcl(OPERATOR, idOf("notice"), Set.of("board"));
    assertThat(ask(ALICE, QUESTION).toString()).doesNotContain("four weeks");
    assertThat(ask(ALICE, REWORDED).toString()).doesNotContain("four weeks");
    footnote.setAcl(OPERATOR, idOf("notice"), Set.of("hr"));
    assertThat(ask(ALICE, QUESTION).toString()).contains("four weeks");
  }

  @Test
  void anAnswerThatReadAnotherPassageIsNotGivenToWhoMayNotReadThatPassage() throws Exception {
    open(CacheMode.EXACT, Duration.ofHours(1));
    ingest("canteen", "The canteen serves lunch from noon. The code of the canteen is 4711.", "hr");
    willSay("The notice period is four weeks. The code is secret, says the canteen.", "NO ANSWER");
    ask(ALICE, QUESTION);
    footnote.setAcl(OPERATOR, idOf("canteen"), Set.of("board"));
    assertThat(ask(ALICE, QUESTION).toString()).doesNotContain("secret");
  }

  @Test
  void aChangedCollectionIsAskedAnew() throws Exception {
    open(CacheMode.EXACT, Duration.ZERO);
    willSay(NOTICE, NOTICE, "The notice period is six weeks.");
    ask(ALICE, QUESTION);
    ingest("mooring", "Boats are moored at the pier.");
    assertThat(ask(ALICE, QUESTION).cached()).isNull();
    ingest("notice", "The notice period is six weeks.", "hr");
    Answer changed = ask(ALICE, QUESTION);
    assertThat(changed.cached()).isNull();
    assertThat(changed.answer()).contains("six weeks");
  }

  @Test
  void anOperatorMayLetAnswersOutliveChangesOfOtherDocumentsForAWhile() throws Exception {
    open(CacheMode.EXACT, Duration.ofMinutes(10));
    willSay(NOTICE, "The notice period is six weeks.", "The notice period is six weeks.");
    ask(ALICE, QUESTION);
    ingest("mooring", "Boats are moored at the pier.");
    assertThat(ask(ALICE, QUESTION).cached()).isNotNull();
    ingest("notice", "The notice period is six weeks.", "hr");
    assertThat(ask(ALICE, QUESTION).cached()).isNull();
    ingest("mooring", "Boats are moored at the new pier.");
    now.set(now.get().plus(Duration.ofMinutes(11)));
    assertThat(ask(ALICE, QUESTION).cached()).isNull();
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void deletingADocumentDeletesTheAnswersForWhichItWasRead() throws Exception {
    open(CacheMode.EXACT, Duration.ofHours(1));
    willSay(NOTICE, "NO ANSWER");
    ask(OPERATOR, QUESTION);
    assertThat(footnote.answersKept()).isEqualTo(1);
    footnote.delete(OPERATOR, DeletionRequest.of(idOf("notice")));
    assertThat(footnote.answersKept()).isZero();
    assertThat(ask(OPERATOR, QUESTION).toString()).doesNotContain("four weeks");
  }

  @Test
  void anIngestedChangeDropsAnswersThatCiteTheOldText() throws Exception {
    open(CacheMode.EXACT, Duration.ofHours(1));
    willSay(NOTICE);
    ask(OPERATOR, QUESTION);
    ingest("notice", "The notice period is six weeks.");
    assertThat(footnote.answersKept()).isZero();
  }

  @Test
  void anAnswerThatWasBeingMadeWhileItsDocumentWasDeletedIsNotKept() throws Exception {
    open(CacheMode.EXACT, Duration.ofHours(1));
    HeldReply held = server.hold(NOTICE);
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> answer =
          threads.submit(() ->
              footnote.ask(
                  OPERATOR, AskRequest.of("default", QUESTION), event -> begun.countDown()));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      footnote.delete(OPERATOR, DeletionRequest.of(idOf("notice")));
      held.release();
      assertThat(answer.get(20, TimeUnit.SECONDS).answer()).contains("four weeks");
    }
    assertThat(footnote.answersKept()).isZero();
  }

  @Test
  void oneOfManyWhoAskAtOnceAsksTheModel() throws Exception {
    open(CacheMode.EXACT, Duration.ZERO);
    HeldReply held = server.hold(NOTICE);
    int askers = 16;
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      answers.add(
          threads.submit(() ->
              footnote.ask(ALICE, AskRequest.of("default", QUESTION), event -> begun.countDown())));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 1; i < askers; i++) {
        answers.add(threads.submit(() -> ask(ALICE, QUESTION)));
      }
      held.release();
      List<Answer> given = new ArrayList<>();
      for (Future<Answer> answer : answers) {
        given.add(answer.get(20, TimeUnit.SECONDS));
      }
      assertThat(given)
          .extracting(Answer::answer)
          .containsOnly("The notice period is four weeks.[1]");
      assertThat(given).filteredOn(answer -> answer.cached() == null).hasSize(1);
    }
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void whoWaitedForOneThatFailedGetsAnAnswerOfItsOwn() throws Exception {
    open(CacheMode.EXACT, Duration.ZERO);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    willSay(NOTICE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> gone =
          threads.submit(() ->
              footnote.ask(
                  ALICE,
                  AskRequest.of("default", QUESTION),
                  event -> {
                    begun.countDown();
                    awaitQuietly(leave);
                    throw new IllegalStateException("the client has gone");
                  }));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      Future<Answer> waiting = threads.submit(() -> ask(ALICE, QUESTION));
      leave.countDown();
      assertThatThrownBy(() -> gone.get(20, TimeUnit.SECONDS)).hasMessageContaining("has gone");
      assertThat(waiting.get(20, TimeUnit.SECONDS).answer()).contains("four weeks");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void otherWordsGetTheAnswerWhereAnOperatorWantsThatAndOthersWordsAreNotShown() throws Exception {
    open(CacheMode.SEMANTIC, Duration.ZERO);
    willSay(NOTICE, "NO ANSWER");
    ask(ALICE, QUESTION);
    Cached own = Objects.requireNonNull(ask(ALICE, REWORDED).cached());
    assertThat(own.question()).isEqualTo(QUESTION);
    assertThat(own.similarity()).isBetween(0.5, 1.0);
    Answer amy = ask(AMY, REWORDED);
    assertThat(Objects.requireNonNull(amy.cached()).question()).isNull();
    assertThat(footnote.trace(AMY, amy.traceId()).stages().get(3).output())
        .startsWith("answered at 2026-01-05T10:00:00Z, similarity 0.");
    assertThat(ask(ALICE, "How long is the probation period?").cached()).isNull();
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void otherWordsAreAnotherQuestionByDefault() throws Exception {
    open(CachePolicy.STANDARD.mode(), CachePolicy.STANDARD.afterChange());
    willSay(NOTICE, NOTICE);
    ask(ALICE, QUESTION);
    assertThat(ask(ALICE, REWORDED).cached()).isNull();
  }

  @Test
  void allThatAnAnswerDependsOnMustBeTheSame() throws Exception {
    open(CacheMode.SEMANTIC, Duration.ofHours(1));
    AskRequest plain = AskRequest.of("default", QUESTION);
    List<AskRequest> others =
        List.of(
            new AskRequest(
                QUESTION, List.of("default"), FilterText.parse("size > 1"), null, 12, 3000),
            new AskRequest(QUESTION, List.of("default"), null, null, 11, 3000),
            new AskRequest(QUESTION, List.of("default"), null, null, 12, 2000),
            new AskRequest(QUESTION, List.of("default"), null, "extractive", 12, 3000),
            plain.by(new UserProfile(null, "auditor", List.of())),
            plain.in(new Conversation.Told(List.of(Turn.user("Is there a works council?")))));
    willSay(NOTICE, NOTICE, NOTICE, NOTICE, NOTICE, NOTICE, NOTICE);
    footnote.ask(ALICE, plain, event -> {});
    for (AskRequest other : others) {
      assertThat(footnote.ask(ALICE, other, event -> {}).cached()).as("%s", other).isNull();
      assertThat(footnote.ask(ALICE, other, event -> {}).cached()).as("%s", other).isNotNull();
    }
    footnote.configureCollection(OPERATOR, "default", new AnswerThresholds(0.01, 0.02));
    assertThat(footnote.ask(ALICE, plain, event -> {}).cached()).isNull();
  }

  @Test
  void aCollectionThatIsMadeAnewHasNoAnswersOfTheOldOne() throws Exception {
    open(CacheMode.EXACT, Duration.ofHours(1));
    willSay(NOTICE, NOTICE);
    ask(OPERATOR, QUESTION);
    footnote.deleteCollection(OPERATOR, "default");
    assertThat(footnote.answersKept()).isZero();
    ingest("notice", NOTICE, "hr");
    assertThat(ask(OPERATOR, QUESTION).cached()).isNull();
  }

  @Test
  void anAnswerIsForgottenAfterADay() throws Exception {
    open(CacheMode.EXACT, Duration.ZERO);
    willSay(NOTICE, NOTICE);
    ask(ALICE, QUESTION);
    now.set(now.get().plus(Duration.ofHours(25)));
    assertThat(ask(ALICE, QUESTION).cached()).isNull();
  }

  @Test
  void whatAModelGotWrongIsNotKept() throws Exception {
    open(CacheMode.EXACT, Duration.ZERO);
    server.breakOff("The notice period is");
    assertThatThrownBy(() -> ask(ALICE, QUESTION)).hasMessageContaining("broke off");
    assertThat(footnote.answersKept()).isZero();
    willSay(NOTICE);
    assertThat(ask(ALICE, QUESTION).answer()).contains("four weeks");
  }
}
