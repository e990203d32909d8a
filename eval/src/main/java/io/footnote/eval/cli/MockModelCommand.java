package io.footnote.eval.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.footnote.serve.engine.llm.testing.ModelScript;
import io.footnote.serve.engine.llm.testing.Pace;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.server.cli.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The model server of the tests as a process of its own. */
@Command(
    name = "mock-model",
    description = {
      "Serve a language model that says what a script says, for tests under load.",
      "Without a script it quotes the first passage it is given."
    })
final class MockModelCommand implements Callable<Integer> {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private final Session session;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on (default: ${DEFAULT-VALUE}); 0 picks a free one.")
  private int port = 7080;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = {
        "YAML: a list of rules, of which the first that fits a request counts. 'match' (a regular",
        "expression found in the prompt) and 'every' (each so manieth request) say which fit;",
        "'reply', 'status', 'fate' (reply, break_off or hang), 'first_token_ms' and",
        "'between_tokens_ms' what becomes of them."
      })
  private @Nullable Path script;

  @Option(
      names = "--first-token-ms",
      paramLabel = "MS",
      description = "Time until the first token (default: ${DEFAULT-VALUE}).")
  private long firstToken;

  @Option(
      names = "--between-tokens-ms",
      paramLabel = "MS",
      description = "Time between two tokens (default: ${DEFAULT-VALUE}).")
  private long betweenTokens;

  MockModelCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (firstToken < 0 || betweenTokens < 0) {
      throw InvalidRequestException.of(
          "first_token_ms",
          "times must be at least 0, but got: " + firstToken + " and " + betweenTokens);
    }
    Pace pace = new Pace(Duration.ofMillis(firstToken), Duration.ofMillis(betweenTokens));
    ModelScript replies = new ModelScript(rules(), pace);
    try (ScriptedModelServer server = ScriptedModelServer.serving(port, replies)) {
      session.out().println("The model is at " + server.baseUrl() + " (stop with Ctrl-C)");
      session.out().flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static InvalidRequestException invalid(String message, Exception cause) {
    return new InvalidRequestException("invalid_script", "script", message, cause);
  }

  private static String problem(JsonProcessingException e) {
    String what =
        switch (e) {
          case UnrecognizedPropertyException unknown ->
              "unknown key '%s', allowed are %s"
                  .formatted(
                      unknown.getPropertyName(),
                      unknown.getKnownPropertyIds().stream()
                          .map(String::valueOf)
                          .sorted()
                          .collect(Collectors.joining(", ")));
          case InvalidFormatException wrong -> "'%s' is not allowed".formatted(wrong.getValue());
          case ValueInstantiationException _ when e.getCause() != null ->
              String.valueOf(e.getCause().getMessage());
          default -> e.getOriginalMessage().lines().findFirst().orElse("");
        };
    JsonLocation at = e.getLocation();
    return at == null ? what : "%s (line %d)".formatted(what, at.getLineNr());
  }

  private List<ModelScript.Rule> rules() {
    Path file = script;
    if (file == null) {
      return List.of();
    }
    try {
      Path path = session.environment().folder().resolve(file);
      return List.of(YAML.readValue(path.toFile(), ModelScript.Rule[].class));
    } catch (JsonProcessingException e) {
      throw invalid(file + " is no list of rules: " + problem(e), e);
    } catch (IOException e) {
      throw invalid(file + " cannot be read: " + e, e);
    }
  }
}
