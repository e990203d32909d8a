package io.footnote.serve.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.server.json.Json;
import io.footnote.serve.server.json.RequestBody;
import io.footnote.serve.server.json.Turns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a question on the command line continues. */
final class ConversationOption {
  @Option(
      names = "--conversation",
      paramLabel = "ID",
      description = "The conversation that the question continues; an answer with --json names it.")
  private @Nullable String conversationId;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "A JSON list of earlier turns, each with role (user or assistant) and content; nothing is"
              + " remembered then.")
  private @Nullable Path history;

  Conversation read(Session session) {
    return Conversation.of(
        conversationId, history == null ? null : turns(session.environment().folder(), history));
  }

  private static List<Turn> turns(Path folder, Path file) {
    try {
      JsonNode list = Json.mapper().readTree(Files.readAllBytes(folder.resolve(file)));
      ObjectNode body = Json.mapper().createObjectNode();
      body.set(Turns.FIELD, list);
      return Turns.read(RequestBody.of(body, Turns.FIELD));
    } catch (NoSuchFileException e) {
      throw new InvalidRequestException(
          "invalid_history", "history", "there is no file '" + file + "'", e);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "invalid_history",
          "history",
          "'" + file + "' cannot be read as a JSON list of turns: " + e.getMessage(),
          e);
    }
  }
}
