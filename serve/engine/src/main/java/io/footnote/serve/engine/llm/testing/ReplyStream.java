package io.footnote.serve.engine.llm.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Sends one reply at its pace, a word a token.
 *
 * @param closing ends all waiting
 */
record ReplyStream(HttpExchange exchange, Reply reply, CountDownLatch closing) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN = Pattern.compile("\\S+\\s*|\\s+");
  private static final int PROMPT_TOKENS = 100;

  /** As server-sent events. */
  void send() throws IOException, InterruptedException {
    try {
      stream();
    } catch (IOException e) {
      if (reply.held() != null) {
        reply.held().lost();
      }
      throw e;
    }
  }

  private void stream() throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    List<String> tokens = tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (closesWithin(i)) {
        return;
      }
      ObjectNode event = JSON.createObjectNode();
      event
          .putArray("choices")
          .addObject()
          .put("index", 0)
          .putNull("finish_reason")
          .putObject("delta")
          .put("content", tokens.get(i));
      event(out, event.toString());
    }
    HeldReply held = reply.held();
    if (endsHere() || (held != null && !held.await(out))) {
      return;
    }
    ObjectNode last = JSON.createObjectNode();
    last.putArray("choices").addObject().put("finish_reason", "stop").putObject("delta");
    event(out, last.toString());
    ObjectNode usage = JSON.createObjectNode();
    usage.putArray("choices");
    putUsage(usage, tokens.size());
    event(out, usage.toString());
    event(out, "[DONE]");
  }

  /** In one piece, after the time that a stream would have taken. */
  void sendWhole() throws IOException, InterruptedException {
    List<String> tokens = tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (closesWithin(i)) {
        return;
      }
    }
    if (endsHere()) {
      return;
    }
    ObjectNode root = JSON.createObjectNode().put("object", "chat.completion");
    root.putArray("choices")
        .addObject()
        .put("index", 0)
        .put("finish_reason", "stop")
        .putObject("message")
        .put("role", "assistant")
        .put("content", reply.text());
    putUsage(root, tokens.size());
    byte[] bytes = JSON.writeValueAsBytes(root);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private List<String> tokens() {
    return TOKEN.matcher(reply.text()).results().map(MatchResult::group).toList();
  }

  private boolean closesWithin(int token) throws InterruptedException {
    return closing.await(reply.pace().before(token).toNanos(), TimeUnit.NANOSECONDS);
  }

  private boolean endsHere() throws InterruptedException {
    return switch (reply.end()) {
      case WHOLE -> false;
      case BROKEN_OFF -> true;
      case HANGING -> {
        closing.await();
        yield true;
      }
    };
  }

  private static void putUsage(ObjectNode node, int written) {
    node.putObject("usage")
        .put("prompt_tokens", PROMPT_TOKENS)
        .put("completion_tokens", written)
        .put("total_tokens", PROMPT_TOKENS + written);
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
