package io.footnote.serve.engine.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.state.StateDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Traces in the state database, each with the documents it takes from. Nobody waits for a trace to
 * be written; what is read afterwards finds it all the same, because the database works in the
 * order in which it is asked. Thread-safe.
 */
final class StoredTraces {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final StateDatabase database;

  StoredTraces(StateDatabase database) {
    this.database = database;
  }

  /**
   * Has a trace written.
   *
   * @param recording what its stages were given; null if that is not kept
   * @param oldest traces that began before are deleted
   */
  void add(Trace trace, @Nullable String recording, Instant oldest) {
    String json = write(trace);
    String packed = recording == null ? null : Packed.pack(recording);
    database.later(
        "trace " + trace.traceId(),
        handle -> {
          handle.execute("DELETE FROM trace WHERE started < ?", oldest.toEpochMilli());
          handle.execute(
              "INSERT INTO trace (trace_id, asker, started, trace, recording) VALUES (?, ?, ?, ?, ?)",
              trace.traceId(),
              trace.principal().user(),
              trace.started().toEpochMilli(),
              json,
              packed);
          for (Source source : trace.sources()) {
            handle.execute(
                "INSERT INTO trace_source (trace_id, collection, document_id) VALUES (?, ?, ?)",
                trace.traceId(),
                source.collection(),
                source.documentId());
          }
        });
  }

  Optional<Trace> find(String traceId, Instant oldest) {
    return column("trace", traceId, oldest).map(StoredTraces::read);
  }

  /** What the stages of a trace were given; empty if that is not kept. */
  Optional<String> recording(String traceId, Instant oldest) {
    return column("recording", traceId, oldest).map(Packed::unpack);
  }

  private Optional<String> column(String name, String traceId, Instant oldest) {
    if (!database.exists()) {
      return Optional.empty();
    }
    return database.transact(handle ->
        handle
            .createQuery("SELECT " + name + " FROM trace WHERE trace_id = :id AND started >= :from")
            .bind("id", traceId)
            .bind("from", oldest.toEpochMilli())
            .mapTo(String.class)
            .findOne());
  }

  /**
   * What a user asked, newest first.
   *
   * @param before where the page before ended; null for the first
   */
  List<Trace> list(String asker, @Nullable TracePlace before, int limit, Instant oldest) {
    if (!database.exists()) {
      return List.of();
    }
    TracePlace from = before == null ? new TracePlace(Long.MAX_VALUE, "") : before;
    return database.transact(handle ->
        handle
            .createQuery(
                "SELECT trace FROM trace WHERE asker = :asker AND started >= :oldest AND (started <"
                    + " :at OR (started = :at AND trace_id < :id)) ORDER BY started DESC, trace_id"
                    + " DESC LIMIT :limit")
            .bind("asker", asker)
            .bind("oldest", oldest.toEpochMilli())
            .bind("at", from.millis())
            .bind("id", from.traceId())
            .bind("limit", limit)
            .mapTo(String.class)
            .map(StoredTraces::read)
            .list());
  }

  void forget(String collection, Set<String> documentIds) {
    change(handle ->
        documentIds.forEach(id ->
            handle.execute(
                "DELETE FROM trace WHERE trace_id IN (SELECT trace_id FROM trace_source WHERE"
                    + " collection = ? AND document_id = ?)",
                collection,
                id)));
  }

  void forget(String collection) {
    change(handle ->
        handle.execute(
            "DELETE FROM trace WHERE trace_id IN (SELECT trace_id FROM trace_source WHERE"
                + " collection = ?)",
            collection));
  }

  private void change(Consumer<Handle> work) {
    if (database.exists()) {
      database.transact(handle -> {
        work.accept(handle);
        return true;
      });
    }
  }

  private static String write(Trace trace) {
    try {
      return JSON.writeValueAsString(trace);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a trace cannot be written as JSON", e);
    }
  }

  private static Trace read(String json) {
    try {
      return JSON.readValue(json, Trace.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored trace cannot be read", e);
    }
  }
}
