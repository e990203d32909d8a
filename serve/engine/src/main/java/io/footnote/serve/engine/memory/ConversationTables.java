package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The statements of conversations, within one transaction of the caller. */
record ConversationTables(Handle handle) {
  private static final String INFO =
      "SELECT c.conversation_id, c.title, c.created, c.updated, (SELECT COUNT(*) FROM"
          + " conversation_turn t WHERE t.conversation_id = c.conversation_id) AS turns FROM"
          + " conversation c ";

  void insert(String conversationId, String owner, String title, Instant now) {
    handle.execute(
        "INSERT INTO conversation (conversation_id, owner, title, created, updated) VALUES (?, ?,"
            + " ?, ?, ?)",
        conversationId,
        owner,
        title,
        now.toEpochMilli(),
        now.toEpochMilli());
  }

  Optional<ConversationInfo> find(String owner, String conversationId) {
    return handle
        .createQuery(INFO + "WHERE c.owner = :owner AND c.conversation_id = :id")
        .bind("owner", owner)
        .bind("id", conversationId)
        .map((rows, context) -> info(rows))
        .findOne();
  }

  /** Latest first. */
  List<ConversationInfo> list(String owner, int limit) {
    return handle
        .createQuery(
            INFO + "WHERE c.owner = :owner ORDER BY c.updated DESC, c.conversation_id LIMIT :limit")
        .bind("owner", owner)
        .bind("limit", limit)
        .map((rows, context) -> info(rows))
        .list();
  }

  private static ConversationInfo info(ResultSet rows) throws SQLException {
    return new ConversationInfo(
        rows.getString("conversation_id"),
        rows.getString("title"),
        Instant.ofEpochMilli(rows.getLong("created")),
        Instant.ofEpochMilli(rows.getLong("updated")),
        rows.getInt("turns"));
  }

  /** Oldest first. */
  List<StoredTurn> turns(String conversationId) {
    Map<Integer, Set<Source>> sources = new HashMap<>();
    handle
        .createQuery(
            "SELECT ordinal, collection, document_id FROM conversation_source WHERE"
                + " conversation_id = :id")
        .bind("id", conversationId)
        .map((rows, context) ->
            sources
                .computeIfAbsent(rows.getInt("ordinal"), ordinal -> new HashSet<>())
                .add(new Source(rows.getString("collection"), rows.getString("document_id"))))
        .list();
    return handle
        .createQuery(
            "SELECT ordinal, said_by, content, created FROM conversation_turn WHERE"
                + " conversation_id = :id ORDER BY ordinal")
        .bind("id", conversationId)
        .map((rows, context) ->
            new StoredTurn(
                new Turn(Turn.Role.of(rows.getString("said_by")), rows.getString("content")),
                Instant.ofEpochMilli(rows.getLong("created")),
                sources.getOrDefault(rows.getInt("ordinal"), Set.of())))
        .list();
  }

  void append(String conversationId, List<StoredTurn> turns) {
    int ordinal =
        handle
            .createQuery("SELECT COUNT(*) FROM conversation_turn WHERE conversation_id = :id")
            .bind("id", conversationId)
            .mapTo(Integer.class)
            .one();
    for (StoredTurn turn : turns) {
      handle.execute(
          "INSERT INTO conversation_turn (conversation_id, ordinal, said_by, content, created)"
              + " VALUES (?, ?, ?, ?, ?)",
          conversationId,
          ordinal,
          turn.turn().role().lowerCase(),
          turn.turn().content(),
          turn.at().toEpochMilli());
      for (Source source : new ArrayList<>(turn.sources())) {
        handle.execute(
            "INSERT INTO conversation_source (conversation_id, ordinal, collection, document_id)"
                + " VALUES (?, ?, ?, ?)",
            conversationId,
            ordinal,
            source.collection(),
            source.documentId());
      }
      ordinal++;
    }
    handle.execute(
        "UPDATE conversation SET updated = ? WHERE conversation_id = ?",
        turns.getLast().at().toEpochMilli(),
        conversationId);
  }

  Optional<Summary> summary(String conversationId) {
    return handle
        .createQuery("SELECT turns, summary FROM conversation_summary WHERE conversation_id = :id")
        .bind("id", conversationId)
        .map((rows, context) -> new Summary(rows.getInt("turns"), rows.getString("summary")))
        .findOne();
  }

  void saveSummary(String conversationId, Summary summary) {
    handle.execute("DELETE FROM conversation_summary WHERE conversation_id = ?", conversationId);
    handle.execute(
        "INSERT INTO conversation_summary (conversation_id, turns, summary) VALUES (?, ?, ?)",
        conversationId,
        summary.turns(),
        summary.text());
  }

  /** Puts a text in the place of all answers from a source; summaries that may tell of them go. */
  void eraseAnswers(Source source, String instead) {
    handle.execute(
        "DELETE FROM conversation_summary WHERE conversation_id IN (SELECT conversation_id FROM"
            + " conversation_source WHERE collection = ? AND document_id = ?)",
        source.collection(),
        source.documentId());
    handle.execute(
        "UPDATE conversation_turn SET content = ? WHERE EXISTS (SELECT 1 FROM conversation_source s"
            + " WHERE s.conversation_id = conversation_turn.conversation_id AND s.ordinal ="
            + " conversation_turn.ordinal AND s.collection = ? AND s.document_id = ?)",
        instead,
        source.collection(),
        source.documentId());
  }

  int delete(String owner, String conversationId) {
    return handle.execute(
        "DELETE FROM conversation WHERE owner = ? AND conversation_id = ?", owner, conversationId);
  }

  int deleteOlder(Instant than) {
    return handle.execute("DELETE FROM conversation WHERE updated < ?", than.toEpochMilli());
  }
}
