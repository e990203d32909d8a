package io.footnote.serve.engine.model;

import io.footnote.index.model.SearchMode;
import java.util.List;

/**
 * Results of a search.
 *
 * @param results best first; equal scores are ordered by chunk id
 * @param mode which legs ran: as asked, but lexical instead of hybrid where a collection has no
 *     vectors
 */
public record SearchResponse(
    List<SearchResult> results, SearchMode mode, long tookMs, String traceId) {
  public SearchResponse {
    results = List.copyOf(results);
  }
}
