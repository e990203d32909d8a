package io.footnote.serve.engine.model;

import java.time.Instant;
import java.util.List;

/**
 * A whole conversation.
 *
 * @param turns all of them, oldest first, those too that no longer fit into what a model reads
 */
public record ConversationDetail(ConversationInfo conversation, List<Said> turns) {
  public ConversationDetail {
    turns = List.copyOf(turns);
  }

  /**
   * One turn.
   *
   * @param content what was said; of an answer that is withheld, why
   * @param withheld whether it is an answer with sources that the caller may not read now, or that
   *     are gone
   */
  public record Said(Turn.Role role, String content, Instant at, boolean withheld) {}
}
