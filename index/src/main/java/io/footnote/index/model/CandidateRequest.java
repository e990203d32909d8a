package io.footnote.index.model;

import org.jspecify.annotations.Nullable;

/**
 * Asks both legs for candidates.
 *
 * @param text the query's words, free text; never parsed as a query language
 * @param vector the query's vector; needed unless {@code mode} is lexical
 * @param filter what candidates must satisfy besides being visible
 * @param depth candidates taken from each leg; fixed by the profile, never by the page size, or the
 *     ranking would change with it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CandidateRequest(
    String text, float @Nullable [] vector, SearchMode mode, @Nullable Filter filter, int depth) {
  public CandidateRequest {
    if (mode != SearchMode.LEXICAL && vector == null) {
      throw new IllegalArgumentException("mode " + mode + " needs a query vector");
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, but got: " + depth);
    }
  }
}
