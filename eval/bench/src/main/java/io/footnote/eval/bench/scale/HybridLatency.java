package io.footnote.eval.bench.scale;

import io.footnote.eval.metric.Percentiles;
import io.footnote.index.ReadView;
import io.footnote.index.fuse.MinMaxFusion;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times one hybrid search after the other as the profile {@code fast} has it, without embedding:
 * lease, both legs at the profile's depth, fusion.
 */
final class HybridLatency {
  private final FootnoteEngine engine;
  private final Principal principal;
  private final List<Double> millis = new ArrayList<>();

  HybridLatency(FootnoteEngine engine, Principal principal) {
    this.engine = engine;
    this.principal = principal;
  }

  /**
   * Asks every question of each in turns: the first round, which is not counted, then {@code
   * rounds}.
   */
  static void takeTurns(List<HybridLatency> latencies, BenchCorpus corpus, int rounds) {
    for (int round = 0; round <= rounds; round++) {
      for (int q = 0; q < corpus.questions().size(); q++) {
        for (HybridLatency latency : latencies) {
          latency.search(corpus.questions().get(q), corpus.questionVectors().get(q));
        }
      }
      if (round == 0) {
        latencies.forEach(latency -> latency.millis.clear());
      }
    }
  }

  /** What all of them took, as one. */
  static HybridLatency together(List<HybridLatency> latencies) {
    HybridLatency all =
        new HybridLatency(latencies.getFirst().engine, latencies.getFirst().principal);
    latencies.forEach(latency -> all.millis.addAll(latency.millis));
    return all;
  }

  private void search(String question, float[] vector) {
    long start = System.nanoTime();
    try (ReadView view = engine.lease(principal)) {
      var candidates =
          view.candidates(
              new CandidateRequest(
                  question, vector, SearchMode.HYBRID, null, FootnoteEngine.PROFILE_DEPTH));
      var _ = MinMaxFusion.ofDefaults().fuse(candidates);
    }
    millis.add((System.nanoTime() - start) / 1e6);
  }

  double percentile(double percent) {
    return Percentiles.nearestRank(
        millis.stream().mapToDouble(Double::doubleValue).toArray(), percent);
  }

  void print(String name) {
    System.out.printf(
        Locale.ROOT,
        "%-24s %d hybrid searches   p50 %6.2f ms   p99 %6.2f ms%n",
        name,
        millis.size(),
        percentile(50),
        percentile(99));
  }
}
