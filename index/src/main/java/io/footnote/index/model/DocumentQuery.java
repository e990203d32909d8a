package io.footnote.index.model;

import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param filter over metadata and document fields
 * @param cursor where the page before ended; null for the first
 * @param limit documents on a page, 1 to 1000
 */
public record DocumentQuery(@Nullable Filter filter, @Nullable String cursor, int limit) {
  public static final int MAX_LIMIT = 1000;

  public DocumentQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit must be between 1 and " + MAX_LIMIT + ", but got: " + limit);
    }
  }
}
