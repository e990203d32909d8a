package io.footnote.eval.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Turn;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files of one JSON object a line and says which line is wrong. */
final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /** Told each object with its line number, from 1; blank lines are passed over. */
  interface Visitor {
    void line(int number, JsonNode object);
  }

  static void read(Path file, Visitor visitor) {
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line;
      while ((line = reader.readLine()) != null) {
        number++;
        if (!line.isBlank()) {
          visitor.line(number, parse(file, number, line));
        }
      }
    } catch (CharacterCodingException e) {
      throw new DatasetException(
          file + ": after line " + number + " come bytes that are not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new DatasetException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode parse(Path file, int number, String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw DatasetException.atLine(file, number, "not valid JSON: " + e.getOriginalMessage());
    }
    throw DatasetException.atLine(file, number, "each line must be a JSON object");
  }

  /** A text that must be there; numbers are taken as they are written. */
  static String text(Path file, int line, JsonNode object, String field) {
    JsonNode value = object.path(field);
    if ((!value.isTextual() && !value.isNumber()) || value.asText().isBlank()) {
      throw DatasetException.atLine(
          file,
          line,
          "'%s' must be a text that is not empty, but got: %s"
              .formatted(field, value.isMissingNode() ? "nothing" : value));
    }
    return value.asText();
  }

  /** The turns of a conversation in the field {@code history}; none where it is left out. */
  static List<Turn> history(Path file, int line, JsonNode object) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : object.path("history")) {
      try {
        Turn.Role role = Turn.Role.of(text(file, line, turn, "role"));
        turns.add(new Turn(role, turn.path("content").asText()));
      } catch (InvalidRequestException e) {
        throw DatasetException.atLine(file, line, String.valueOf(e.getMessage()));
      }
    }
    return turns;
  }

  /** A boolean, {@code fallback} where the field is left out. */
  static boolean flag(Path file, int line, JsonNode object, String field, boolean fallback) {
    JsonNode value = object.path(field);
    if (value.isMissingNode()) {
      return fallback;
    }
    if (!value.isBoolean()) {
      throw DatasetException.atLine(
          file, line, "'%s' must be true or false, but got: %s".formatted(field, value));
    }
    return value.booleanValue();
  }
}
