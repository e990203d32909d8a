package io.footnote.serve.engine.model;

import io.footnote.serve.engine.model.MemoryItem.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Something to be remembered.
 *
 * @param text on one line: other white space becomes a space
 * @param sharedWith for whom; null for who adds it alone, which only a fact can be
 * @param collection for questions to this collection alone; null for all
 */
public record NewMemory(
    Kind kind, String text, @Nullable SharedAudience sharedWith, @Nullable String collection) {
  /** A paragraph; what is longer is a document. */
  public static final int MAX_LENGTH = 1000;

  private static final int MAX_GROUP_LENGTH = 200;

  public NewMemory {
    text = text.strip().replaceAll("\\s+", " ");
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw InvalidRequestException.of(
          "text",
          "what is remembered must be 1 to %d characters, but got: %d; ingest longer texts as documents"
              .formatted(MAX_LENGTH, text.length()));
    }
    if (kind == Kind.INSTRUCTION && sharedWith == null) {
      throw InvalidRequestException.of(
          "kind", "an instruction is for a group or for everybody; name which");
    }
    if (sharedWith instanceof Audience.Group(String name)
        && (name.isBlank() || name.length() > MAX_GROUP_LENGTH)) {
      throw InvalidRequestException.of(
          "group",
          "a group must be 1 to %d characters, but got: '%s'".formatted(MAX_GROUP_LENGTH, name));
    }
    if (collection != null) {
      collection = CollectionName.check(collection);
    }
  }

  /** A fact for who adds it. */
  public static NewMemory fact(String text) {
    return new NewMemory(Kind.FACT, text, null, null);
  }
}
