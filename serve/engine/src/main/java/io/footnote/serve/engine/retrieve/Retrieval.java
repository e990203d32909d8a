package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was retrieved.
 *
 * @param results best first
 * @param candidates how many candidates were ranked
 * @param dropped candidates that did not make it among the results, best first; the first few
 * @param reranked who judged how many candidates; null if nobody did
 * @param mode which legs ran
 * @param queryVector the query's vector; null if no leg needed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Retrieval(
    List<SearchResult> results,
    int candidates,
    List<Dropped> dropped,
    @Nullable Reranked reranked,
    SearchMode mode,
    float @Nullable [] queryVector) {
  public Retrieval {
    results = List.copyOf(results);
    dropped = List.copyOf(dropped);
  }

  /** The same, with results that were compared with the question's vector since. */
  Retrieval compared(List<SearchResult> results, float[] question) {
    return new Retrieval(results, candidates, dropped, reranked, mode, question);
  }

  /** How it went, in a few words. */
  public String summary() {
    return "%d of %d candidates%s%s"
        .formatted(
            results.size(),
            candidates,
            mode == SearchMode.LEXICAL ? " by words alone" : "",
            reranked == null
                ? ""
                : ", the best %d reranked by %s".formatted(reranked.candidates, reranked.by));
  }

  /**
   * @param by name of the model
   * @param candidates how many it judged
   */
  public record Reranked(String by, int candidates) {}
}
