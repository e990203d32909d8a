package io.footnote.serve.engine.model;

import java.util.List;

/** Results, best first; equal scores are ordered by chunk id. */
public record SearchResponse(List<SearchResult> results, long tookMs, String traceId) {
  public SearchResponse {
    results = List.copyOf(results);
  }
}
