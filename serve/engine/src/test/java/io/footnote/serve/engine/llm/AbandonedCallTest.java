package io.footnote.serve.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.llm.testing.HeldReply;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of one model of which some are interrupted. */
@Timeout(60)
class AbandonedCallTest {
  private final ScriptedModelServer server = new ScriptedModelServer();
  private final ChatModel model =
      new OpenAiChatModel(ChatModelSettings.of("mock", server.baseUrl(), null, "any"));

  private ChatReply ask(CountDownLatch begun) {
    ChatRequest request = new ChatRequest(List.of(ChatMessage.user("?")), 100, 0);
    return model.stream(request, text -> begun.countDown());
  }

  @Test
  void otherCallsGoOn() throws Exception {
    HeldReply kept = server.hold("One ");
    CountDownLatch keptBegun = new CountDownLatch(1);
    CountDownLatch leftBegun = new CountDownLatch(1);
    try (server;
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ChatReply> stays = callers.submit(() -> ask(keptBegun));
      keptBegun.await();
      HeldReply left = server.hold("Two ");
      Future<ChatReply> leaves = callers.submit(() -> ask(leftBegun));
      leftBegun.await();
      assertThat(leaves.cancel(true)).isTrue();
      assertThat(left.abandoned().get(30, TimeUnit.SECONDS)).isTrue();
      server.reply("Three");
      assertThat(ask(new CountDownLatch(1)).text()).isEqualTo("Three");
      assertThat(kept.abandoned()).isNotDone();
      kept.release();
      assertThat(stays.get().text()).isEqualTo("One ");
    }
  }

  @Test
  void callsThatBeginWhileOthersAreAbandonedSucceed() throws Exception {
    try (server;
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 50; round++) {
        CountDownLatch begun = new CountDownLatch(1);
        HeldReply left = server.hold("Two ");
        Future<ChatReply> leaves = callers.submit(() -> ask(begun));
        begun.await();
        server.reply("Three");
        Future<ChatReply> another = callers.submit(() -> ask(new CountDownLatch(1)));
        assertThat(leaves.cancel(true)).isTrue();
        assertThat(another.get().text()).isEqualTo("Three");
        assertThat(left.abandoned().get(30, TimeUnit.SECONDS)).isTrue();
      }
    }
  }
}
