package io.footnote.serve.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.FootnoteConfig;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.llm.testing.HeldReply;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.testing.TestComponents;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceStage;
import io.footnote.serve.engine.trace.TraceStage.Status;
import io.footnote.serve.server.TestApps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of answers while the model is silent, and of clients that leave. */
@Timeout(60)
class AskStreamTest {
  private static final String QUESTION = "When is the mast varnished?";
  private static final String HEARTBEAT = ": still working";

  @TempDir Path folder;
  private final ScriptedModelServer model = new ScriptedModelServer();
  private final AtomicInteger failures = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();
  private Footnote footnote;
  private HttpServer server;

  @BeforeEach
  void start() throws InterruptedException {
    ChatModelSettings small =
        ChatModelSettings.of("small", model.baseUrl(), null, "small-1b")
            .waiting(Duration.ofSeconds(30), Duration.ofMillis(1));
    footnote =
        Footnote.open(
            FootnoteConfig.builder(
                    folder.resolve("data"), new TestComponents(new HashingEmbedder(64)))
                .models(List.of(small))
                .answerer("small")
                .ids(this::id)
                .build());
    TestApps.ingestSamples(footnote);
    server =
        new HttpServer(
            new HttpSettings(
                "127.0.0.1",
                0,
                folder.resolve("uploads"),
                4096,
                4096,
                false,
                "local",
                Duration.ofSeconds(20),
                Duration.ofMillis(20)),
            footnote,
            noKeys(),
            () -> true,
            () -> "failure-" + failures.incrementAndGet());
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    footnote.close();
    model.close();
  }

  private String id() {
    String id = UUID.randomUUID().toString().replace("-", "");
    ids.add(id);
    return id;
  }

  /** The trace of the request that failed. */
  private Trace failed() {
    return ids.stream()
        .flatMap(id -> {
          try {
            return Stream.of(footnote.trace(TestApps.OPERATOR, id));
          } catch (NotFoundException e) {
            return Stream.empty(); // the id of something else
          }
        })
        .filter(trace -> trace.error() != null)
        .findFirst()
        .orElseThrow();
  }

  private static KeyRing noKeys() {
    return new KeyRing() {
      @Override
      public boolean any() {
        return false;
      }

      @Override
      public Optional<Principal> find(String secret) {
        return Optional.empty();
      }
    };
  }

  @Test
  void aSilentModelIsBridgedByHeartbeats() throws Exception {
    HeldReply held = model.hold("");
    try (Connection stream = new Connection()) {
      stream.skipTo("event: retrieval");
      for (int beats = 0; beats < 3; beats++) {
        assertThat(stream.skipTo(HEARTBEAT)).as("what comes before a heartbeat").isEmpty();
      }
      held.release();
      stream.skipTo("event: error"); // a reply without a word is one
    }
    assertThat(held.abandoned().get(30, TimeUnit.SECONDS)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "The mast is varnished every spring. The mast "})
  void aClientThatLeavesEndsTheCallOfTheModel(String said) throws Exception {
    HeldReply held = model.hold(said);
    try (Connection stream = new Connection()) {
      stream.skipTo(said.isEmpty() ? "event: retrieval" : "event: delta");
      model.awaitRequest(); // work that has not come so far ends before it asks
      assertThat(held.abandoned()).isNotDone();
    }
    assertThat(held.abandoned().get(30, TimeUnit.SECONDS)).as("abandoned").isTrue();

    model.reply("The mast is varnished every spring. [1]");
    try (Caller caller = new Caller(server.address())) {
      assertThat(caller.get("/health/live").status()).isEqualTo(200);
      Caller.Reply reply = caller.post("/v1/ask", body(true));
      assertThat(reply.text()).contains("event: done").contains("varnished every spring");
      assertThat(caller.post("/v1/search", "{\"query\": \"mast\"}").status()).isEqualTo(200);
    }
    assertThat(model.received()).hasSize(2);
    server.close(); // waits for requests under way
    assertThat(failures).as("failures that were logged").hasValue(0);
    assertThat(failed().stages())
        .extracting(TraceStage::name, TraceStage::status)
        .containsExactly(
            tuple("recall", Status.DONE),
            tuple("rewrite", Status.DONE),
            tuple("route", Status.DONE),
            tuple("cache", Status.DONE),
            tuple("retrieve", Status.DONE),
            tuple("assemble", Status.DONE),
            tuple("decide", Status.DONE),
            tuple("answer", Status.CANCELLED));
  }

  @Test
  void theHeartbeatFindsOutThatAClientLeftItsNextRequestBehind() throws Exception {
    HeldReply held = model.hold("");
    try (Connection stream = new Connection()) {
      stream.skipTo("event: retrieval");
      model.awaitRequest();
      stream.send(body(true)); // so that the connection can be read and is not at its end
      assertThat(stream.skipTo(HEARTBEAT)).isEmpty();
      assertThat(held.abandoned()).isNotDone();
    }
    assertThat(held.abandoned().get(30, TimeUnit.SECONDS)).as("abandoned").isTrue();
  }

  @RepeatedTest(10) // an interrupt may meet the model's reply at any moment of its beginning
  void aClientThatDoesNotWaitForItsWholeAnswerEndsTheCallOfTheModel() throws Exception {
    HeldReply held = model.hold("The mast is varnished every spring. The mast ");
    try (Connection _ = new Connection(/* streams= */ false)) {
      model.awaitRequest();
      assertThat(held.abandoned()).isNotDone();
    }
    assertThat(held.abandoned().get(30, TimeUnit.SECONDS)).as("abandoned").isTrue();
    model.reply("The mast is varnished every spring. [1]");
    try (Caller caller = new Caller(server.address())) {
      assertThat(caller.get("/health/live").status()).isEqualTo(200);
      assertThat(caller.post("/v1/ask", body(false)).text()).contains("varnished every spring");
      model.reply("The mast is varnished every spring. [1]");
      assertThat(caller.post("/v1/ask", body(false)).status()).isEqualTo(200);
    }
    server.close(); // waits for requests under way
    assertThat(failures).as("failures that were logged").hasValue(0);
    assertThat(failed().stages().getLast().status()).isEqualTo(Status.CANCELLED);
  }

  private static String body(boolean stream) {
    return "{\"question\": \"" + QUESTION + "\", \"stream\": " + stream + "}";
  }

  /** One question asked over a bare connection. */
  private final class Connection implements AutoCloseable {
    private final Socket socket = new Socket("127.0.0.1", server.port());
    private final BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

    Connection() throws IOException {
      this(/* streams= */ true);
    }

    Connection(boolean streams) throws IOException {
      send(body(streams));
    }

    void send(String body) throws IOException {
      String request =
          "POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(server.port(), body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads up to a line; returns the names of the events that come before it. */
    List<String> skipTo(String wanted) throws IOException {
      List<String> events = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(wanted)) {
          return events;
        }
        if (line.startsWith("event: ")) {
          events.add(line);
        }
      }
      throw new AssertionError("the stream ended before '" + wanted + "'");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
