package io.footnote.serve.engine.llm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server on loopback that speaks OpenAI's streamed chat completions and says what a
 * test scripted, one reply a request. Records what it received.
 */
public final class ScriptedModelServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PIECE = Pattern.compile("\\S+\\s*|\\s+");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Function<Received, Reply>> script =
      new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<HeldReply> holds = new CopyOnWriteArrayList<>();

  public ScriptedModelServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    return reply(request -> new Reply(status, message, false, null));
  }

  /** Scripts a reply that ends in its middle, without a last event. */
  public ScriptedModelServer breakOff(String text) {
    return reply(request -> new Reply(200, text, true, null));
  }

  /** Scripts a reply that says {@code text} and then nothing until the test lets it end. */
  public HeldReply hold(String text) {
    HeldReply held = new HeldReply();
    holds.add(held);
    reply(request -> new Reply(200, text, false, held));
    return held;
  }

  /** What was received so far, oldest first. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      Received request = new Received(body, authorization == null ? "" : authorization);
      received.add(request);
      Function<Received, Reply> next = script.poll();
      Reply reply =
          next == null ? new Reply(500, "nothing was scripted", false, null) : next.apply(request);
      if (reply.status() == 200) {
        stream(exchange, reply);
      } else {
        refuse(exchange, reply);
      }
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

  private static void stream(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    Matcher pieces = PIECE.matcher(reply.text());
    int count = 0;
    while (pieces.find()) {
      ObjectNode event = JSON.createObjectNode();
      event
          .putArray("choices")
          .addObject()
          .put("index", 0)
          .putNull("finish_reason")
          .putObject("delta")
          .put("content", pieces.group());
      send(out, event.toString());
      count++;
    }
    HeldReply held = reply.held();
    if (reply.brokenOff() || (held != null && !held.await(out))) {
      return;
    }
    ObjectNode last = JSON.createObjectNode();
    last.putArray("choices").addObject().put("finish_reason", "stop").putObject("delta");
    send(out, last.toString());
    ObjectNode usage = JSON.createObjectNode();
    usage.putArray("choices");
    usage.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", count);
    send(out, usage.toString());
    send(out, "[DONE]");
  }

  private static void send(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    holds.forEach(HeldReply::release);
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
      try {
        for (JsonNode message : JSON.readTree(body).path("messages")) {
          prompt.append(message.path("content").asText()).append('\n');
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return prompt.toString();
    }
  }

  /**
   * What to answer.
   *
   * @param status HTTP status; not 200 makes {@code text} the error's message
   * @param brokenOff whether the stream ends without its last events
   * @param held what the stream waits for after the text; null for nothing
   */
  public record Reply(int status, String text, boolean brokenOff, @Nullable HeldReply held) {
    public static Reply text(String text) {
      return new Reply(200, text, false, null);
    }
  }
}
