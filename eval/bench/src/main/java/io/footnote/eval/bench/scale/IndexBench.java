package io.footnote.eval.bench.scale;

import io.footnote.eval.bench.ProcessCost;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Builds Footnote's index of any number of chunks, and measures what it costs, what its vector leg
 * finds of what an exact search finds, and how it compares at equal recall with Lucene's own graph
 * over float vectors and with JVector over the same vectors. Chunks are made from real ones by
 * {@link ChunkMaker}, questions are real.
 *
 * <p>To repeat it, from the root of the repository, after {@code footnote eval run} or {@code
 * footnote ingest} left collections in data folders, and with the folder of BEIR collections that
 * tests take as {@code footnote.collections}:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java="java -Xmx1g --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) io.footnote.eval.bench.scale.IndexBench"
 * $java prepare FOLDER 1000000 COLLECTIONS DATA_FOLDER...
 * nice -n 19 $java build FOLDER footnote    # then lucene, and jvector (with -Xmx4g)
 * $java search FOLDER [ROUNDS]
 * $java update FOLDER
 * }</pre>
 *
 * <p>{@code update} changes the folder: twenty times 1 % of the documents are replaced, each time
 * with a commit. For the memory, run it all in a cgroup of 3 GB.
 *
 * <p>Recall@10 is to be at least .98 at the profiles' depth, throughput at equal recall at least
 * 1.2 times Lucene's and 1.0 times JVector's; {@code search}, which leaves out what was not built,
 * and {@code update} end with exit code 1 if one is missed.
 */
public final class IndexBench {
  private static final double RECALL = 0.98;
  private static final int UPDATE_ROUNDS = 20;
  private static final int UPDATED_SHARE = 100;

  private IndexBench() {}

  public static void main(String[] args) throws IOException {
    boolean reached =
        switch (args.length < 2 ? "" : args[0]) {
          case "prepare" -> {
            BenchCorpus.prepare(
                Path.of(args[1]),
                Integer.parseInt(args[2]),
                Path.of(args[3]),
                Arrays.stream(args).skip(4).map(Path::of).toList());
            yield true;
          }
          case "build" -> {
            build(Path.of(args[1]), args[2]);
            yield true;
          }
          case "search" ->
              search(Path.of(args[1]), args.length > 2 ? Integer.parseInt(args[2]) : 5);
          case "update" -> update(Path.of(args[1]));
          default -> {
            System.err.println("usage: IndexBench prepare|build|search|update FOLDER …");
            yield false;
          }
        };
    if (!reached) {
      System.exit(1);
    }
  }

  private static void build(Path folder, String engine) throws IOException {
    try (BenchCorpus corpus = BenchCorpus.open(folder)) {
      ProcessCost cost =
          switch (engine) {
            case "footnote" -> ProcessCost.of(() -> buildFootnote(corpus));
            case "lucene" -> ProcessCost.of(() -> LuceneFloatEngine.build(corpus));
            case "jvector" -> ProcessCost.of(() -> JVectorEngine.build(corpus));
            default -> throw new IllegalArgumentException("no engine is called " + engine);
          };
      System.out.printf("%s built from %d vectors: %s%n", engine, corpus.size(), cost);
    }
  }

  private static void buildFootnote(BenchCorpus corpus) {
    try (FootnoteEngine engine = FootnoteEngine.open(corpus)) {
      engine.build(corpus);
      print(engine);
    }
  }

  private static void print(FootnoteEngine engine) {
    IndexStats stats = engine.stats();
    System.out.printf(
        Locale.ROOT,
        "%d chunks (%d deleted) in %d segments, %.2f GB, %.0f bytes a chunk; live heap %d MiB%n",
        stats.chunks(),
        stats.deletedChunks(),
        stats.segments(),
        stats.bytes() / 1e9,
        (double) stats.bytes() / stats.chunks(),
        ProcessCost.liveHeapMegabytes());
  }

  private static boolean search(Path folder, int rounds) throws IOException {
    try (BenchCorpus corpus = BenchCorpus.open(folder);
        FootnoteEngine footnote = FootnoteEngine.open(corpus)) {
      print(footnote);
      List<Baseline> baselines = new ArrayList<>();
      LuceneFloatEngine.open(corpus).forEach(baselines::add);
      JVectorEngine.open(corpus).forEach(baselines::add);
      baselines.forEach(
          one -> System.out.printf("%s has segments: %d%n", one.name(), one.segments()));
      hybrid(corpus, footnote);
      List<int[]> truth = corpus.truth(BenchCorpus.POLICIES, footnote.size());
      List<RecallCurve> curves =
          Stream.concat(Stream.of(footnote), baselines.stream())
              .map(engine -> new RecallCurve(engine, corpus.questionVectors(), truth))
              .toList();
      curves.forEach(RecallCurve::round);
      curves.forEach(RecallCurve::forgetTimes);
      for (int round = 0; round < rounds; round++) {
        curves.forEach(RecallCurve::round);
      }
      curves.forEach(RecallCurve::print);
      for (Baseline one : baselines) {
        one.close();
      }
      return compared(baselines, curves);
    }
  }

  /**
   * @param curves Footnote's, then one for each baseline
   */
  private static boolean compared(List<Baseline> baselines, List<RecallCurve> curves) {
    RecallCurve ours = curves.getFirst();
    boolean reached = ours.recallAt(FootnoteEngine.PROFILE_DEPTH) >= RECALL;
    for (int i = 0; i < baselines.size(); i++) {
      Baseline baseline = baselines.get(i);
      for (double recall : new double[] {0.95, RECALL, 0.99}) {
        double theirs = curves.get(i + 1).costAt(recall);
        double ratio = theirs / ours.costAt(recall);
        System.out.printf(
            Locale.ROOT,
            "at recall %.2f: %s (reach %.1f)%n",
            recall,
            Double.isInfinite(theirs)
                ? baseline.name() + " never reaches it"
                : "footnote %.2f times the throughput of %s".formatted(ratio, baseline.name()),
            baseline.reach());
        reached &= recall != RECALL || ratio >= baseline.reach();
      }
    }
    return reached;
  }

  private static void hybrid(BenchCorpus corpus, FootnoteEngine engine) {
    HybridLatency latency = new HybridLatency(engine, Principal.operator("bench"));
    HybridLatency.takeTurns(List.of(latency), corpus, 3);
    latency.print("unfiltered");
  }

  private static boolean update(Path folder) throws IOException {
    try (BenchCorpus corpus = BenchCorpus.open(folder);
        FootnoteEngine engine = FootnoteEngine.open(corpus)) {
      print(engine);
      double before = recall(corpus, engine);
      ProcessCost cost = ProcessCost.of(() -> updateAll(corpus, engine));
      System.out.printf("%d rounds of replacing 1 %%: %s%n", UPDATE_ROUNDS, cost);
      print(engine);
      double after = recall(corpus, engine);
      System.out.printf(Locale.ROOT, "recall@10 %.4f before, %.4f after%n", before, after);
      return after >= RECALL;
    }
  }

  private static void updateAll(BenchCorpus corpus, FootnoteEngine engine) {
    for (int round = 1; round <= UPDATE_ROUNDS; round++) {
      // Each round takes others: documents round, round + 100, round + 200 …
      for (int document = round;
          document < engine.size() / BenchCorpus.CHUNKS_OF_DOCUMENT;
          document += UPDATED_SHARE) {
        int first = document * BenchCorpus.CHUNKS_OF_DOCUMENT;
        for (int slot = first; slot < first + BenchCorpus.CHUNKS_OF_DOCUMENT; slot++) {
          corpus.change(slot, round);
        }
        engine.replace(corpus, document, round);
      }
      engine.settle();
    }
  }

  private static double recall(BenchCorpus corpus, FootnoteEngine engine) {
    List<int[]> truth = corpus.truth(BenchCorpus.POLICIES, engine.size());
    double sum = 0;
    for (int q = 0; q < truth.size(); q++) {
      sum +=
          NearestHeap.recall(
              truth.get(q),
              engine.search(corpus.questionVectors().get(q), FootnoteEngine.PROFILE_DEPTH));
    }
    return sum / truth.size();
  }
}
