package io.footnote.serve.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.FootnoteException;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events. */
final class EventReader {
  private EventReader() {}

  /** Tells the listener each event; returns the answer of the last. */
  static Answer answer(InputStream in, AnswerListener listener) throws IOException {
    return read(
        in,
        (name, data) -> {
          AnswerEvent next = event(name, data);
          listener.on(next);
          return next instanceof AnswerEvent.Done done ? done.answer() : null;
        });
  }

  /** Tells the listener a job whenever it changes; returns it as it is at last. */
  static Job job(InputStream in, Consumer<Job> listener) throws IOException {
    return read(
        in,
        (name, data) ->
            switch (name) {
              case "progress" -> {
                listener.accept(Json.mapper().treeToValue(data, Job.class));
                yield null;
              }
              case "end" -> Json.mapper().treeToValue(data, Job.class);
              case "error" -> throw failure(data);
              default -> throw new IOException("unknown event '" + name + "'");
            });
  }

  /** Reads events until one of them gives the result. */
  private static <T> T read(InputStream in, Reader<T> reader) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String event = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        T result = reader.read(event, Json.mapper().readTree(line.substring("data: ".length())));
        if (result != null) {
          return result;
        }
      }
    }
    throw new EOFException("the stream ended before it was complete");
  }

  private interface Reader<T> {
    /** Null to go on. */
    @Nullable T read(String event, JsonNode data) throws IOException;
  }

  private static FootnoteException failure(JsonNode data) throws IOException {
    ErrorBody error = Json.mapper().treeToValue(data, ErrorBody.class);
    return RemoteErrors.exception(RemoteErrors.status(error), error);
  }

  private static AnswerEvent event(String name, JsonNode data) throws IOException {
    return switch (name) {
      case "retrieval" ->
          new AnswerEvent.Retrieved(
              List.of(Json.mapper().treeToValue(data.get("results"), SearchResult[].class)));
      case "delta" -> new AnswerEvent.Delta(data.get("text").textValue());
      case "citation" -> new AnswerEvent.Cited(Json.mapper().treeToValue(data, Citation.class));
      case "done" -> new AnswerEvent.Done(Json.mapper().treeToValue(data, Answer.class));
      case "error" -> throw failure(data);
      default -> throw new IOException("unknown event '" + name + "'");
    };
  }
}
