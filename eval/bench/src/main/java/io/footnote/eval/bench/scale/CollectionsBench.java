package io.footnote.eval.bench.scale;

import io.footnote.eval.bench.ProcessCost;
import io.footnote.index.model.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Opens a hundred small collections at once, 500 chunks each, asks all of them in turns and
 * compares with one of them alone: time of a hybrid search, live heap and threads. Give the JVM the
 * memory in which that is to work.
 *
 * <p>To repeat it, after {@code IndexBench prepare} with at least 50,000 chunks:
 *
 * <pre>{@code
 * java -Xmx256m … io.footnote.eval.bench.scale.CollectionsBench FOLDER
 * }</pre>
 */
public final class CollectionsBench {
  private static final int COLLECTIONS = 100;
  private static final int DOCUMENTS = 50;
  private static final int ROUNDS = 3;

  private CollectionsBench() {}

  /**
   * @param args folder
   */
  public static void main(String[] args) throws IOException {
    try (BenchCorpus corpus = BenchCorpus.open(Path.of(args[0]));
        FootnoteEngine.Shared shared = new FootnoteEngine.Shared()) {
      List<FootnoteEngine> engines = new ArrayList<>();
      engines.add(collection(corpus, shared, 0));
      long heapOfOne = ProcessCost.liveHeapMegabytes();
      HybridLatency one = new HybridLatency(engines.getFirst(), Principal.operator("bench"));
      HybridLatency.takeTurns(List.of(one), corpus, ROUNDS);
      for (int i = 1; i < COLLECTIONS; i++) {
        engines.add(collection(corpus, shared, i));
      }
      List<HybridLatency> all =
          engines.stream()
              .map(engine -> new HybridLatency(engine, Principal.operator("bench")))
              .toList();
      HybridLatency.takeTurns(all, corpus, 1);
      HybridLatency.takeTurns(List.of(one), corpus, ROUNDS);
      one.print("one collection");
      HybridLatency together = HybridLatency.together(all);
      together.print(COLLECTIONS + " collections");
      System.out.printf(
          Locale.ROOT,
          "median %.2f times that of one; live heap %d MiB with one, %d MiB with all, of %d MiB;"
              + " %d threads%n",
          together.percentile(50) / one.percentile(50),
          heapOfOne,
          ProcessCost.liveHeapMegabytes(),
          Runtime.getRuntime().maxMemory() >> 20,
          Thread.getAllStackTraces().size());
      engines.forEach(FootnoteEngine::close);
    }
  }

  private static FootnoteEngine collection(
      BenchCorpus corpus, FootnoteEngine.Shared shared, int number) {
    FootnoteEngine engine =
        shared.open(
            corpus.folder().resolve("collections").resolve(Integer.toString(number)),
            corpus.vectors().dimension());
    if (engine.size() == 0) {
      for (int document = number * DOCUMENTS; document < (number + 1) * DOCUMENTS; document++) {
        engine.replace(corpus, document, 0);
      }
      engine.settle();
    }
    return engine;
  }
}
