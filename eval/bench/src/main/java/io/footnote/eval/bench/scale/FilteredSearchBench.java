package io.footnote.eval.bench.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measures what permissions cost and what they hide from the vector leg, in the index that {@link
 * IndexBench} built: for readers of 50 %, 10 %, 1 % and .1 % of the documents, recall@10 against an
 * exact search of what they may read, and the time of a hybrid search against that of somebody who
 * may read everything. The searches of all readers take turns.
 *
 * <p>To repeat it, after {@code IndexBench build} and with the same command line:
 *
 * <pre>{@code
 * … io.footnote.eval.bench.scale.FilteredSearchBench FOLDER [ROUNDS]
 * }</pre>
 *
 * <p>Recall@10 is to be at least .98 for each, the median at most three times the unfiltered one;
 * else the program ends with exit code 1.
 */
public final class FilteredSearchBench {
  private static final double RECALL = 0.98;
  private static final double SLOWDOWN = 3;
  private static final List<Integer> LAST_POLICIES = List.of(BenchCorpus.POLICIES, 500, 100, 10, 1);

  private FilteredSearchBench() {}

  /**
   * @param args folder; rounds over all questions (3)
   */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    boolean reached = true;
    try (BenchCorpus corpus = BenchCorpus.open(Path.of(args[0]));
        FootnoteEngine engine = FootnoteEngine.open(corpus)) {
      List<HybridLatency> latencies =
          LAST_POLICIES.stream()
              .map(last -> new HybridLatency(engine, FootnoteEngine.reader(last)))
              .toList();
      HybridLatency.takeTurns(latencies, corpus, rounds);
      for (int i = 0; i < LAST_POLICIES.size(); i++) {
        double recall = recall(corpus, engine, LAST_POLICIES.get(i));
        double ratio = latencies.get(i).percentile(50) / latencies.getFirst().percentile(50);
        double share = 100.0 * LAST_POLICIES.get(i) / BenchCorpus.POLICIES;
        latencies.get(i).print(String.format(Locale.ROOT, "%5.1f %% visible", share));
        System.out.printf(
            Locale.ROOT, "    recall@10 %.4f, %.2f times the unfiltered median%n", recall, ratio);
        reached &= recall >= RECALL && ratio <= SLOWDOWN;
      }
    }
    if (!reached) {
      System.exit(1);
    }
  }

  private static double recall(BenchCorpus corpus, FootnoteEngine engine, int lastPolicy) {
    List<int[]> truth = corpus.truth(lastPolicy, engine.size());
    return IntStream.range(0, truth.size())
        .mapToDouble(q ->
            NearestHeap.recall(
                truth.get(q),
                engine.search(
                    FootnoteEngine.reader(lastPolicy),
                    corpus.questionVectors().get(q),
                    FootnoteEngine.PROFILE_DEPTH)))
        .average()
        .orElseThrow();
  }
}
