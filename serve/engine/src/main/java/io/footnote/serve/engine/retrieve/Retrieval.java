package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * What was retrieved for a question, and for its subjects each by itself: the best of each in
   * turn, so that none is crowded out. What tells of the question is this retrieval's.
   *
   * @param topK results wanted
   */
  public Retrieval with(List<Retrieval> subjects, int topK) {
    List<Retrieval> all = new ArrayList<>(subjects);
    all.add(this);
    Map<String, SearchResult> taken = new LinkedHashMap<>();
    int longest = all.stream().mapToInt(one -> one.results.size()).max().orElse(0);
    for (int rank = 0; rank < longest; rank++) {
      for (Retrieval one : all) {
        if (rank < one.results.size() && taken.size() < topK) {
          SearchResult result = one.results.get(rank);
          taken.putIfAbsent(result.chunkId(), result);
        }
      }
    }
    List<Dropped> left = dropped.stream().filter(one -> !taken.containsKey(one.id())).toList();
    return new Retrieval(
        List.copyOf(taken.values()), candidates, left, reranked, mode, queryVector);
  }

  /** The same, with its results in another order. */
  public Retrieval reordered(List<SearchResult> better) {
    return new Retrieval(better, candidates, dropped, reranked, mode, queryVector);
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
