package io.footnote.serve.engine.model;

import io.footnote.serve.engine.model.MemoryItem.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One page of what is remembered.
 *
 * @param kind null for all
 * @param cursor where the page before ended; null for the first
 * @param limit items on a page, 1 to {@value #MAX_LIMIT}
 */
public record MemoryQuery(@Nullable Kind kind, @Nullable String cursor, int limit) {
  public static final int MAX_LIMIT = 1000;

  public MemoryQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw InvalidRequestException.of(
          "limit", "limit must be between 1 and " + MAX_LIMIT + ", but got: " + limit);
    }
  }
}
