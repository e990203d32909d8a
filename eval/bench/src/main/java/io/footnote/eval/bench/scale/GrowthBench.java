package io.footnote.eval.bench.scale;

import io.footnote.index.model.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what a hybrid search costs as a collection grows: indexes of several sizes, each built
 * by {@link IndexBench}, are asked the same questions in turns.
 *
 * <p>To repeat it, after {@code IndexBench build} for each folder and with the same command line:
 *
 * <pre>{@code
 * … io.footnote.eval.bench.scale.GrowthBench FOLDER FOLDER…
 * }</pre>
 */
public final class GrowthBench {
  private static final int ROUNDS = 3;

  private GrowthBench() {}

  /**
   * @param args folders, smallest first
   */
  public static void main(String[] args) throws IOException {
    List<BenchCorpus> corpora = new ArrayList<>();
    List<FootnoteEngine> engines = new ArrayList<>();
    for (String folder : args) {
      BenchCorpus corpus = BenchCorpus.open(Path.of(folder));
      corpora.add(corpus);
      engines.add(FootnoteEngine.open(corpus));
    }
    List<HybridLatency> latencies =
        engines.stream()
            .map(engine -> new HybridLatency(engine, Principal.operator("bench")))
            .toList();
    HybridLatency.takeTurns(latencies, corpora.getFirst(), ROUNDS);
    for (int i = 0; i < engines.size(); i++) {
      latencies.get(i).print(engines.get(i).size() + " chunks");
      System.out.printf(
          Locale.ROOT,
          "    %.2f times the median of the smallest; %d segments%n",
          latencies.get(i).percentile(50) / latencies.getFirst().percentile(50),
          engines.get(i).stats().segments());
    }
    engines.forEach(FootnoteEngine::close);
    corpora.forEach(BenchCorpus::close);
  }
}
