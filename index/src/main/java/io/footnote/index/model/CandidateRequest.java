package io.footnote.index.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks both legs for candidates.
 *
 * @param texts whose words are searched for; the score of a chunk is the weighted sum of theirs
 * @param vector the query's vector; needed unless {@code mode} is lexical
 * @param filter what candidates must satisfy besides being visible
 * @param depth candidates taken from each leg; fixed by the profile, never by the page size, or the
 *     ranking would change with it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CandidateRequest(
    List<QueryText> texts,
    float @Nullable [] vector,
    SearchMode mode,
    @Nullable Filter filter,
    int depth) {
  public CandidateRequest {
    texts = List.copyOf(texts);
    if (mode != SearchMode.LEXICAL && vector == null) {
      throw new IllegalArgumentException("mode " + mode + " needs a query vector");
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, but got: " + depth);
    }
  }

  /** Asks for one text. */
  public CandidateRequest(
      String text, float @Nullable [] vector, SearchMode mode, @Nullable Filter filter, int depth) {
    this(List.of(new QueryText(text, 1)), vector, mode, filter, depth);
  }
}
