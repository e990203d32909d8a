package io.footnote.serve.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.footnote.serve.engine.model.Turn;
import java.util.List;

/** Turns of a conversation as JSON: a list of {@code {"role": "user", "content": "…"}}. */
public final class Turns {
  /** The field of a request that holds them. */
  public static final String FIELD = "history";

  private Turns() {}

  /**
   * @throws io.footnote.serve.engine.model.InvalidRequestException if the field holds something
   *     else
   */
  public static List<Turn> read(RequestBody body) {
    return body.objects(FIELD, "role", "content").stream()
        .map(turn -> new Turn(Turn.Role.of(turn.text("role")), turn.text("content")))
        .toList();
  }

  public static ArrayNode write(List<Turn> turns) {
    ArrayNode list = Json.mapper().createArrayNode();
    turns.forEach(turn ->
        list.addObject().put("role", turn.role().lowerCase()).put("content", turn.content()));
    return list;
  }
}
