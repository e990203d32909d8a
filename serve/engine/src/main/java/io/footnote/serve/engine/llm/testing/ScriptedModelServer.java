package io.footnote.serve.engine.llm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server on loopback that speaks OpenAI's chat completions, streamed and whole, and
 * says what was scripted, one reply a request. Records what it received, if asked to.
 */
public final class ScriptedModelServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Function<Received, Reply> otherwise;
  private final boolean remembers;
  private final ConcurrentLinkedQueue<Function<Received, Reply>> script =
      new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<HeldReply> holds = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);

  /** A server on a free port that fails where nothing is scripted. */
  public ScriptedModelServer() {
    this(0, request -> Reply.failure(500, "nothing was scripted"), /* remembers= */ true);
  }

  /**
   * A server that runs for long.
   *
   * @param port to listen on; 0 picks a free one
   * @param replies makes a reply of each request
   */
  public static ScriptedModelServer serving(int port, Function<Received, Reply> replies) {
    return new ScriptedModelServer(port, replies, /* remembers= */ false);
  }

  private ScriptedModelServer(int port, Function<Received, Reply> otherwise, boolean remembers) {
    this.otherwise = otherwise;
    this.remembers = remembers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + "; choose another", e);
    }
    server.createContext("/v1/chat/completions", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Scripts the next reply. */
  public ScriptedModelServer reply(String text) {
    return reply(request -> Reply.text(text));
  }

  /** Scripts the next reply, made from what was received. */
  public ScriptedModelServer reply(Function<Received, Reply> reply) {
    script.add(reply);
    return this;
  }

  /** Scripts a failure as the next reply. */
  public ScriptedModelServer fail(int status, String message) {
    return reply(request -> Reply.failure(status, message));
  }

  /** Scripts a reply that ends in its middle, without a last event. */
  public ScriptedModelServer breakOff(String text) {
    return reply(request -> Reply.text(text).ending(Reply.End.BROKEN_OFF));
  }

  /** Scripts a reply that says {@code text} and then nothing until the test lets it end. */
  public HeldReply hold(String text) {
    HeldReply held = new HeldReply();
    holds.add(held);
    reply(request -> Reply.text(text).held(held));
    return held;
  }

  /** What was received so far, oldest first. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Waits for the first request. */
  public void awaitRequest() throws InterruptedException {
    asked.await();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      Received request = new Received(body, authorization == null ? "" : authorization);
      if (remembers) {
        received.add(request);
      }
      asked.countDown();
      Function<Received, Reply> next = script.poll();
      Reply reply = (next == null ? otherwise : next).apply(request);
      if (reply.status() != 200) {
        refuse(exchange, reply);
      } else if (request.streams()) {
        new ReplyStream(exchange, reply, closing).send();
      } else {
        new ReplyStream(exchange, reply, closing).sendWhole();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(HttpExchange exchange, Reply reply) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("error").put("message", reply.text());
    byte[] bytes = JSON.writeValueAsBytes(root);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (reply.status() == 429) {
      exchange.getResponseHeaders().set("Retry-After", "7");
    }
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    holds.forEach(HeldReply::release);
    closing.countDown();
    server.stop(0);
    threads.close();
  }

  /**
   * A request as it came.
   *
   * @param body JSON
   * @param authorization header; empty if there was none
   */
  public record Received(String body, String authorization) {

    /** All messages' contents, one after the other. */
    public String prompt() {
      StringBuilder prompt = new StringBuilder();
      for (JsonNode message : json().path("messages")) {
        prompt.append(message.path("content").asText()).append('\n');
      }
      return prompt.toString();
    }

    boolean streams() {
      return json().path("stream").asBoolean();
    }

    private JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * What to answer.
   *
   * @param status HTTP status; not 200 makes {@code text} the error's message
   * @param end how a reply with status 200 ends
   * @param pace how fast it comes
   * @param held what the stream waits for after the text; null for nothing
   */
  public record Reply(int status, String text, End end, Pace pace, @Nullable HeldReply held) {

    /** How a reply ends. */
    public enum End {
      WHOLE,
      /** Without its last events. */
      BROKEN_OFF,
      /** Never: nothing comes after the text, and the connection stays open. */
      HANGING
    }

    public static Reply text(String text) {
      return new Reply(200, text, End.WHOLE, Pace.AT_ONCE, null);
    }

    public static Reply failure(int status, String message) {
      return new Reply(status, message, End.WHOLE, Pace.AT_ONCE, null);
    }

    public Reply ending(End other) {
      return new Reply(status, text, other, pace, held);
    }

    public Reply at(Pace other) {
      return new Reply(status, text, end, other, held);
    }

    Reply held(HeldReply other) {
      return new Reply(status, text, end, pace, other);
    }
  }
}
