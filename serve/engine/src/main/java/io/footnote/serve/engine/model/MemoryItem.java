package io.footnote.serve.engine.model;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is remembered besides conversations. It never changes: who wants another text
 * deletes it and adds the other.
 *
 * @param collection for questions to this collection alone; null for all
 * @param addedBy the user who added it
 */
public record MemoryItem(
    String memoryId,
    Kind kind,
    String text,
    Audience audience,
    @Nullable String collection,
    String addedBy,
    Instant created) {

  /** What is remembered. */
  public enum Kind {
    /** What somebody stated; answers may quote it. */
    FACT,
    /** How language models are to answer. */
    INSTRUCTION;

    public String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws InvalidRequestException if there is no such kind
     */
    public static Kind of(String name) {
      for (Kind kind : values()) {
        if (kind.lowerCase().equals(name)) {
          return kind;
        }
      }
      throw InvalidRequestException.of(
          "kind", "kind must be fact or instruction, but got: '" + name + "'");
    }
  }
}
