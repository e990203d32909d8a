package io.footnote.serve.engine.llm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.embed.TokenCounter;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Any model behind OpenAI's {@code /chat/completions}, streamed as server-sent events. Overload and
 * server errors are retried twice, only before the first text has come.
 */
public final class OpenAiChatModel implements ChatModel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;

  private final ChatModelSettings settings;
  private final ModelConnections connections = new ModelConnections(CONNECT_TIMEOUT);
  private final ModelErrors errors;

  public OpenAiChatModel(ChatModelSettings settings) {
    this.settings = settings;
    this.errors = new ModelErrors(settings);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public int contextTokens() {
    return settings.contextTokens();
  }

  @Override
  public TokenCounter tokens() {
    return settings.tokens();
  }

  @Override
  public boolean readsRestricted() {
    return settings.readsRestricted();
  }

  @Override
  public OptionalDouble cost(Usage usage) {
    Price price = settings.price();
    return price == null ? OptionalDouble.empty() : price.of(usage);
  }

  @Override
  public ChatReply stream(ChatRequest request, Consumer<String> onText) {
    HttpRequest http = http(request);
    for (int attempt = 1; ; attempt++) {
      try (ModelConnections.Call call = connections.call(http)) {
        HttpResponse<InputStream> response = call.response();
        try (InputStream body = response.body()) {
          if (response.statusCode() == 200) {
            return new EventStream(settings, JSON).read(body, onText);
          }
          if (attempt == ATTEMPTS || !ModelErrors.worthRetrying(response)) {
            throw errors.ofStatus(response, body);
          }
        }
      } catch (HttpTimeoutException e) {
        throw errors.silent(e);
      } catch (IOException e) {
        throw errors.unreachable(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException(
            "interrupted", null, "interrupted while waiting for model '" + name() + "'", e);
      }
      pause(settings.retryDelay().multipliedBy(1L << (attempt - 1)));
    }
  }

  private void pause(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          "interrupted", null, "interrupted while waiting for model '" + name() + "'", e);
    }
  }

  private HttpRequest http(ChatRequest request) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", settings.model());
    body.put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    body.put("temperature", request.temperature());
    body.put("max_tokens", request.maxOutputTokens());
    ArrayNode messages = body.putArray("messages");
    for (ChatMessage message : request.messages()) {
      messages
          .addObject()
          .put("role", message.role().name().toLowerCase(Locale.ROOT))
          .put("content", message.content());
    }
    String base = settings.baseUrl().toString();
    URI uri =
        URI.create(
            (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + "/chat/completions");
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
    String key = settings.apiKey();
    if (key != null) {
      builder.header("Authorization", "Bearer " + key);
    }
    return builder.build();
  }
}
