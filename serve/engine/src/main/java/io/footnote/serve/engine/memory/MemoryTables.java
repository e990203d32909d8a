package io.footnote.serve.engine.memory;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryItem.Kind;
import io.footnote.serve.engine.model.MemoryQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The statements of facts and instructions, within one transaction of the caller. */
record MemoryTables(Handle handle) {
  private static final String ALL_COLLECTIONS = "";

  /** What a principal may see: its own, and shared facts that are for it; operators all shared. */
  private static final String VISIBLE =
      " forgotten = 0 AND ((audience = 'user' AND audience_name = :user)"
          + " OR (audience <> 'user' AND :operator = 1)"
          + " OR (kind = 'fact' AND (audience = 'everybody'"
          + " OR (audience = 'group' AND audience_name IN (<groups>))))) ";

  /** What answers to a principal are made with, whether or not it may see it. */
  private static final String APPLYING =
      " forgotten = 0 AND collection IN (<collections>)"
          + " AND ((audience = 'user' AND audience_name = :user) OR audience = 'everybody'"
          + " OR (audience = 'group' AND audience_name IN (<groups>))) ";

  /** Where a page ended. */
  record Position(Instant created, String memoryId) {}

  private Query asPrincipal(String sql, Principal principal) {
    // Who has no name has nothing of its own; nothing equals null.
    String user = principal.equals(Principal.anonymous()) ? null : principal.user();
    return handle
        .createQuery(sql)
        .bind("user", user)
        .bindList(EmptyHandling.NULL_KEYWORD, "groups", List.copyOf(principal.groups()));
  }

  private Query visible(String sql, Principal principal) {
    return asPrincipal(sql, principal).bind("operator", principal.operator() ? 1 : 0);
  }

  /** Latest first. */
  List<MemoryItem> list(Principal principal, MemoryQuery wanted, @Nullable Position after) {
    String kind = wanted.kind() == null ? "" : " AND kind = '" + wanted.kind().lowerCase() + "'";
    String from =
        after == null ? "" : " AND (created < :at OR (created = :at AND memory_id > :after))";
    Query query =
        visible(
            "SELECT * FROM memory_item WHERE"
                + VISIBLE
                + kind
                + from
                + " ORDER BY created DESC, memory_id LIMIT :limit",
            principal);
    if (after != null) {
      query.bind("at", after.created().toEpochMilli()).bind("after", after.memoryId());
    }
    return query.bind("limit", wanted.limit() + 1).map((rows, context) -> item(rows)).list();
  }

  Optional<MemoryItem> find(Principal principal, String memoryId) {
    return visible("SELECT * FROM memory_item WHERE memory_id = :id AND" + VISIBLE, principal)
        .bind("id", memoryId)
        .map((rows, context) -> item(rows))
        .findOne();
  }

  Set<String> visible(Principal principal, Collection<String> memoryIds) {
    return visible(
            "SELECT memory_id FROM memory_item WHERE memory_id IN (<ids>) AND" + VISIBLE, principal)
        .bindList("ids", List.copyOf(memoryIds))
        .mapTo(String.class)
        .set();
  }

  /** Oldest first. */
  List<MemoryItem> applying(Principal principal, List<String> collections) {
    return asPrincipal(
            "SELECT * FROM memory_item WHERE" + APPLYING + "ORDER BY created, memory_id", principal)
        .bindList(
            "collections", Stream.concat(collections.stream(), Stream.of(ALL_COLLECTIONS)).toList())
        .map((rows, context) -> item(rows))
        .list();
  }

  /** One that says the same for the same. */
  Optional<MemoryItem> same(MemoryItem item) {
    return handle
        .createQuery(
            "SELECT * FROM memory_item WHERE forgotten = 0 AND kind = :kind AND audience ="
                + " :audience AND audience_name = :name AND collection = :collection AND content ="
                + " :content")
        .bind("kind", item.kind().lowerCase())
        .bind("audience", audience(item.audience()))
        .bind("name", name(item.audience()))
        .bind("collection", collection(item))
        .bind("content", item.text())
        .map((rows, context) -> item(rows))
        .findFirst();
  }

  int count(Kind kind, Audience audience) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM memory_item WHERE forgotten = 0 AND kind = :kind AND audience ="
                + " :audience AND audience_name = :name")
        .bind("kind", kind.lowerCase())
        .bind("audience", audience(audience))
        .bind("name", name(audience))
        .mapTo(Integer.class)
        .one();
  }

  void insert(MemoryItem item) {
    handle.execute(
        "INSERT INTO memory_item (memory_id, kind, audience, audience_name, collection, content,"
            + " added_by, created, forgotten) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
        item.memoryId(),
        item.kind().lowerCase(),
        audience(item.audience()),
        name(item.audience()),
        collection(item),
        item.text(),
        item.addedBy(),
        item.created().toEpochMilli());
  }

  void forget(String memoryId) {
    handle.execute("UPDATE memory_item SET forgotten = 1 WHERE memory_id = ?", memoryId);
  }

  void forgetCollection(String collection) {
    handle.execute("UPDATE memory_item SET forgotten = 1 WHERE collection = ?", collection);
  }

  Set<String> forgotten() {
    return handle
        .createQuery("SELECT memory_id FROM memory_item WHERE forgotten = 1")
        .mapTo(String.class)
        .set();
  }

  void delete(Set<String> memoryIds) {
    memoryIds.forEach(id -> handle.execute("DELETE FROM memory_item WHERE memory_id = ?", id));
  }

  /** Vectors that one model made, by the id of their fact. */
  Map<String, String> vectors(String modelHash, List<String> memoryIds) {
    Map<String, String> vectors = new HashMap<>();
    handle
        .createQuery(
            "SELECT memory_id, vector FROM memory_vector WHERE model_hash = :model AND memory_id IN"
                + " (<ids>)")
        .bind("model", modelHash)
        .bindList("ids", memoryIds)
        .map((rows, context) -> vectors.put(rows.getString("memory_id"), rows.getString("vector")))
        .list();
    return vectors;
  }

  /** Takes the place of one that another model made; nothing happens if the fact is gone. */
  void saveVector(String memoryId, String modelHash, String vector) {
    handle.execute("DELETE FROM memory_vector WHERE memory_id = ?", memoryId);
    handle.execute(
        "INSERT INTO memory_vector (memory_id, model_hash, vector) SELECT memory_id, ?, ? FROM"
            + " memory_item WHERE memory_id = ?",
        modelHash,
        vector,
        memoryId);
  }

  private static String collection(MemoryItem item) {
    return item.collection() == null ? ALL_COLLECTIONS : item.collection();
  }

  private static String audience(Audience audience) {
    return switch (audience) {
      case Audience.User _ -> "user";
      case Audience.Group _ -> "group";
      case Audience.Everybody _ -> "everybody";
    };
  }

  private static String name(Audience audience) {
    return switch (audience) {
      case Audience.User(String name) -> name;
      case Audience.Group(String name) -> name;
      case Audience.Everybody() -> "";
    };
  }

  private static MemoryItem item(ResultSet rows) throws SQLException {
    String name = rows.getString("audience_name");
    String collection = rows.getString("collection");
    Audience audience =
        switch (rows.getString("audience")) {
          case "user" -> new Audience.User(name);
          case "group" -> new Audience.Group(name);
          default -> new Audience.Everybody();
        };
    return new MemoryItem(
        rows.getString("memory_id"),
        Kind.of(rows.getString("kind")),
        rows.getString("content"),
        audience,
        collection.equals(ALL_COLLECTIONS) ? null : collection,
        rows.getString("added_by"),
        Instant.ofEpochMilli(rows.getLong("created")));
  }
}
