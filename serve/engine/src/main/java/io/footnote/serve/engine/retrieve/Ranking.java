package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.CandidateRequest;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.retrieve.NearDuplicates.Collapsed;
import io.footnote.serve.engine.retrieve.NearDuplicates.StandIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidates in order, as far as they came.
 *
 * @param request what the candidates were asked for with
 * @param fused all candidates of the pool before reranking, best first
 * @param ranked those left, best first
 * @param standIns for each candidate that was left out as a duplicate, best first
 */
record Ranking(
    CandidatePool pool,
    CandidateRequest request,
    List<Ranked> fused,
    List<Ranked> ranked,
    List<StandIn> standIns) {

  static Ranking of(CandidatePool pool, CandidateRequest request, List<Ranked> fused) {
    return new Ranking(pool, request, fused, fused, List.of());
  }

  /** With other fused scores. */
  Ranking fusedAs(List<Ranked> better) {
    return of(pool, request, better);
  }

  Ranking reranked(List<Ranked> better) {
    return new Ranking(pool, request, fused, better, standIns);
  }

  Ranking collapsed(Collapsed collapsed) {
    return new Ranking(pool, request, fused, collapsed.ranked(), collapsed.standIns());
  }

  /** The best {@code count}, or all if there are fewer. */
  List<Ranked> best(int count) {
    return ranked.subList(0, Math.min(count, ranked.size()));
  }

  Map<String, float[]> vectorsOfBest(int count) {
    return pool.vectors(best(count));
  }

  /**
   * What did not make it among the best {@code topK}, and why: all duplicates, then the next
   * candidates.
   *
   * @param next how many candidates at most
   */
  List<Dropped> dropped(int topK, int next) {
    List<Dropped> dropped = new ArrayList<>();
    for (StandIn one : standIns) {
      dropped.add(new Dropped(one.leftOut().chunkId(), "says the same as " + one.by().chunkId()));
    }
    List<Ranked> below = ranked.stream().skip(topK).limit(next).toList();
    boolean judged = below.stream().anyMatch(one -> one.judged() != null);
    Map<String, Integer> fusedRanks = judged ? fusedRanks() : Map.of();
    for (Ranked one : below) {
      String reranked =
          one.judged() == null
              ? ""
              : " of the reranker, number %d by fusion".formatted(fusedRanks.get(one.chunkId()));
      dropped.add(
          new Dropped(
              one.chunkId(),
              "below top_k %d with score %.4f%s".formatted(topK, one.score(), reranked)));
    }
    return dropped;
  }

  /** Ranks before reranking by chunk id, from 1. */
  Map<String, Integer> fusedRanks() {
    Map<String, Integer> ranks = new HashMap<>();
    for (Ranked one : fused) {
      ranks.put(one.chunkId(), ranks.size() + 1);
    }
    return ranks;
  }
}
