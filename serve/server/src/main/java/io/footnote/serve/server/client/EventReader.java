package io.footnote.serve.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.server.json.ErrorBody;
import io.footnote.serve.server.json.Json;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the server-sent events of an answer. */
final class EventReader {
  private EventReader() {}

  /** Tells the listener each event; returns the answer of the last. */
  static Answer read(InputStream in, AnswerListener listener) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String event = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        AnswerEvent next = event(event, Json.mapper().readTree(line.substring("data: ".length())));
        listener.on(next);
        if (next instanceof AnswerEvent.Done done) {
          return done.answer();
        }
      }
    }
    throw new EOFException("the stream ended before the answer was complete");
  }

  private static AnswerEvent event(String name, JsonNode data) throws IOException {
    return switch (name) {
      case "retrieval" ->
          new AnswerEvent.Retrieved(
              List.of(Json.mapper().treeToValue(data.get("results"), SearchResult[].class)));
      case "delta" -> new AnswerEvent.Delta(data.get("text").textValue());
      case "citation" -> new AnswerEvent.Cited(Json.mapper().treeToValue(data, Citation.class));
      case "done" -> new AnswerEvent.Done(Json.mapper().treeToValue(data, Answer.class));
      case "error" -> {
        ErrorBody error = Json.mapper().treeToValue(data, ErrorBody.class);
        throw RemoteErrors.exception(RemoteErrors.status(error), error);
      }
      default -> throw new IOException("unknown event '" + name + "'");
    };
  }
}
