package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.cache.CacheMode;
import io.footnote.serve.engine.cache.CachePolicy;
import io.footnote.serve.engine.cache.Once;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.llm.testing.HeldReply;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer.Received;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer.Reply;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.testing.TestComponents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who ask the same at once, where a model rewrites, routes and answers, over real HTTP. */
class StampedeTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final String NOTICE = "The notice period of employees is four weeks.";
  private static final String REWRITER = "You prepare the last turn";
  private static final String ANSWERER = "You answer questions";
  private static final int ASKERS = 12;

  @TempDir Path data;
  private final ScriptedModelServer server = new ScriptedModelServer();
  private Footnote footnote;

  @AfterEach
  void close() {
    footnote.close();
    server.close();
  }

  private void open(CacheMode mode) throws Exception {
    ChatModelSettings settings =
        ChatModelSettings.of("small", server.baseUrl(), null, "small-1b")
            .waiting(Duration.ofSeconds(20), Duration.ofMillis(1));
    footnote =
        Footnote.open(
            FootnoteConfig.builder(data, new TestComponents(new HashingEmbedder(64)))
                .models(List.of(settings))
                .answerer("small")
                .rewriter("small")
                .router("small")
                .cache(new CachePolicy(mode, Duration.ZERO))
                .build());
    var job =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(new IngestInput.Text("notice", "notice", NOTICE)),
                Set.of(),
                Map.of()));
    footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  private Answer ask(String about) {
    AskRequest request =
        AskRequest.of("default", "How long is it for employees?")
            .in(new Conversation.Told(List.of(Turn.user(about))));
    return footnote.ask(OPERATOR, request, event -> {});
  }

  private static Reply byPrompt(Received request) {
    return Reply.text(request.prompt().startsWith(ANSWERER) ? NOTICE + " [1]" : "{}");
  }

  private long calls(String prompt) {
    return server.received().stream().filter(one -> one.prompt().startsWith(prompt)).count();
  }

  @Test
  void oneOfManyWhoAskAtOnceAsksAModelHowToUnderstandIt() throws Exception {
    open(CacheMode.EXACT);
    HeldReply held = server.hold("{}");
    for (int i = 0; i < 3 * ASKERS; i++) {
      server.reply(StampedeTest::byPrompt);
    }
    List<FutureTask<Answer>> answers = new ArrayList<>();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < ASKERS; i++) {
      FutureTask<Answer> answer = new FutureTask<>(() -> ask("The notice period?"));
      answers.add(answer);
      waiting.add(Thread.ofPlatform().daemon().start(answer));
    }
    server.awaitRequest();
    awaitThatAllWait(waiting);
    assertThat(server.received()).hasSize(1);
    held.release();
    for (FutureTask<Answer> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).answer()).isEqualTo(NOTICE + "[1]");
    }
    assertThat(calls(REWRITER)).isEqualTo(1);
    assertThat(calls(ANSWERER)).isEqualTo(1);
    assertThat(server.received()).hasSize(3); // and one to route it
  }

  @Test
  void anotherConversationIsUnderstoodByItself() throws Exception {
    open(CacheMode.EXACT);
    assertThatBothAreUnderstood("The holidays?");
  }

  @Test
  void nothingIsSharedWhereAnswersAreNot() throws Exception {
    open(CacheMode.OFF);
    assertThatBothAreUnderstood("The notice period?");
  }

  /** Somebody asks while a model is asked how to understand a question on the notice period. */
  private void assertThatBothAreUnderstood(String about) throws Exception {
    HeldReply held = server.hold("{}");
    for (int i = 0; i < 5; i++) {
      server.reply(StampedeTest::byPrompt);
    }
    FutureTask<Answer> first = new FutureTask<>(() -> ask("The notice period?"));
    Thread _ = Thread.ofPlatform().daemon().start(first);
    server.awaitRequest();
    ask(about);
    assertThat(calls(REWRITER)).isEqualTo(2);
    held.release();
    assertThat(first.get(20, TimeUnit.SECONDS).answer()).isEqualTo(NOTICE + "[1]");
  }

  /** Until each thread is in {@link Once}: one asks the model there, the others wait for it. */
  private static void awaitThatAllWait(List<Thread> threads) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!threads.stream().allMatch(StampedeTest::isInOnce)) {
      assertThat(System.nanoTime()).as("all wait in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean isInOnce(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(Once.class.getName()));
  }
}
