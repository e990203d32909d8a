package io.footnote.serve.engine.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.serve.engine.model.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Reads the server-sent events of one streamed reply. */
final class EventStream {
  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private final ChatModelSettings settings;
  private final ObjectMapper json;
  private final ModelErrors errors;

  EventStream(ChatModelSettings settings, ObjectMapper json) {
    this.settings = settings;
    this.json = json;
    this.errors = new ModelErrors(settings);
  }

  ChatReply read(InputStream body, Consumer<String> onText) throws IOException {
    StringBuilder text = new StringBuilder();
    Usage usage = Usage.NONE;
    String finishReason = "";
    boolean ended = false;
    AtomicBoolean silent = new AtomicBoolean();
    ScheduledFuture<?> alarm = alarm(body, silent);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String line;
      while (!ended && (line = lines.readLine()) != null) {
        alarm.cancel(false);
        if (line.startsWith("data:")) {
          String data = line.substring("data:".length()).strip();
          if (data.equals("[DONE]")) {
            ended = true;
          } else if (!data.isEmpty()) {
            JsonNode event = parse(data);
            JsonNode choice = event.path("choices").path(0);
            String piece = choice.path("delta").path("content").asText("");
            if (!piece.isEmpty()) {
              text.append(piece);
              onText.accept(piece);
            }
            finishReason = choice.path("finish_reason").asText(finishReason);
            usage = usage(event.path("usage"), usage);
          }
        }
        alarm = alarm(body, silent);
      }
    } catch (IOException e) {
      throw silent.get() ? errors.silent(e) : errors.brokenOff("the connection was lost");
    } finally {
      alarm.cancel(false);
    }
    if (silent.get()) {
      throw errors.silent(new IOException("closed after silence"));
    }
    if (!ended && finishReason.isEmpty()) {
      throw errors.brokenOff("it ended without a last event");
    }
    return new ChatReply(text.toString(), usage, finishReason);
  }

  private JsonNode parse(String data) {
    JsonNode event;
    try {
      event = json.readTree(data);
    } catch (JsonProcessingException e) {
      throw errors.brokenOff("an event is not JSON");
    }
    if (event.hasNonNull("error")) {
      throw errors.brokenOff("it reported an error in the middle of the reply");
    }
    return event;
  }

  private static Usage usage(JsonNode node, Usage before) {
    return node.isObject()
        ? new Usage(node.path("prompt_tokens").asInt(0), node.path("completion_tokens").asInt(0))
        : before;
  }

  /** The client's own timeout covers headers only; this one ends a body that stalls. */
  private ScheduledFuture<?> alarm(InputStream body, AtomicBoolean silent) {
    return WATCH.schedule(
        () -> {
          silent.set(true);
          try {
            body.close();
          } catch (IOException e) {
            silent.set(true); // the reader fails all the same
          }
        },
        settings.timeout().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor watch() {
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("footnote-model-watch").daemon(true).factory());
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }
}
