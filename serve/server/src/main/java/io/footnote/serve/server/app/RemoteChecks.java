package io.footnote.serve.server.app;

import io.footnote.serve.engine.llm.ChatMessage;
import io.footnote.serve.engine.llm.ChatRequest;
import io.footnote.serve.engine.llm.OpenAiChatModel;
import io.footnote.serve.engine.llm.TimedCall;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.server.otel.CollectorProbe;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether other servers that are configured answer and take the credentials.
 *
 * @param config names them
 */
record RemoteChecks(Config config) {
  /** A model that has to be loaded first takes long for its first word. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration RETRY = Duration.ofMillis(200);
  private static final int WORDS = 16;

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    config.chatModels().forEach(model -> checks.add(chatModel(model)));
    URI collector = config.otlpEndpoint();
    if (collector != null) {
      checks.add(collector(collector));
    }
    return checks;
  }

  private Check chatModel(ChatModelConfig model) {
    String name = "chat model " + model.name();
    TimedCall call =
        new TimedCall(
            new OpenAiChatModel(
                ChatModels.settings(model, config.cache()).waiting(PATIENCE, RETRY)),
            PATIENCE);
    long start = System.nanoTime();
    try {
      String reply = call.text(new ChatRequest(List.of(ChatMessage.user("Say: ready.")), WORDS, 0));
      return new Check(
          name,
          true,
          "%s at %s replied with %d characters in %d ms"
              .formatted(
                  model.model(),
                  model.baseUrl(),
                  reply.length(),
                  (System.nanoTime() - start) / 1_000_000));
    } catch (FootnoteException e) {
      return new Check(name, false, String.valueOf(e.getMessage()));
    }
  }

  private static Check collector(URI address) {
    Optional<String> problem = CollectorProbe.problem(address);
    return new Check(
        "otlp collector",
        problem.isEmpty(),
        problem.orElse("takes traces at " + CollectorProbe.traces(address)));
  }
}
