package io.footnote.serve.engine.retrieve;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.Reranker;
import io.footnote.index.model.PassageRecord;
import io.footnote.serve.engine.model.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lets a reranker reorder the best candidates. It reads what is embedded of each: context and text.
 * Those behind the best keep their order below them.
 *
 * <p>A search whose reranker fails, fails: the order of fusion in its place would be another
 * ranking for the same query, and nobody would notice.
 *
 * @param reranker loaded by the first search that needs it
 * @param depth how many candidates are reranked, at least 1; never depends on how many results are
 *     wanted, or the ranking would change with the page size
 */
public record Reranking(Supplier<Reranker> reranker, int depth) {
  public Reranking {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, but got: " + depth);
    }
  }

  /** Who judges, for people. */
  String name() {
    return reranker.get().model().name();
  }

  /** How many of {@code ranked} it reads. */
  int reads(List<Ranked> ranked) {
    return Math.min(depth, ranked.size());
  }

  /**
   * @param ranked best first
   * @return the same candidates, the judged ones first
   * @throws UnavailableException if the model fails
   */
  List<Ranked> rerank(String query, List<Ranked> ranked, CandidatePool pool) {
    List<Ranked> best = ranked.subList(0, reads(ranked));
    Map<String, PassageRecord> passages = pool.passages(best);
    List<Ranked> readable = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Ranked candidate : best) {
      PassageRecord passage = passages.get(candidate.chunkId());
      if (passage != null) {
        readable.add(candidate);
        texts.add(passage.chunk().embeddingInput());
      }
    }
    double[] scores = score(query, texts);
    List<Ranked> judged = new ArrayList<>(ranked.size());
    for (int i = 0; i < scores.length; i++) {
      judged.add(readable.get(i).withJudgement(scores[i]));
    }
    judged.sort(Ranked.BEST_FIRST);
    judged.addAll(ranked.subList(best.size(), ranked.size()));
    return judged;
  }

  private double[] score(String query, List<String> passages) {
    try {
      return reranker.get().score(query, passages);
    } catch (EmbeddingException e) {
      throw new UnavailableException(
          "reranking_failed",
          "rerank",
          "the reranker failed: %s; search with rerank false to do without it"
              .formatted(e.getMessage()),
          e);
    }
  }
}
