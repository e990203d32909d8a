package io.footnote.eval.bench.ingest;

import io.footnote.eval.bench.ProcessCost;
import io.footnote.eval.bench.ingest.BenchLibrary.Document;
import io.footnote.eval.metric.Percentiles;
import io.footnote.index.model.IndexKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares a whole ingest into a collection without vectors with {@link BareLucene}, given the
 * chunks that came of it. Each round has a data folder of its own for the ingest, so that nothing
 * is known from before; the first is for warming up.
 *
 * <p>To repeat it, from the root of the repository, with a BEIR {@code corpus.jsonl} or a folder:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.ingest.LexicalIngestBench FILE_OR_FOLDER [ROUNDS]
 * }</pre>
 *
 * <p>By the clock it is to be ingested at 80 % of the speed of the bare loop, which uses one
 * processor; less ends the program with exit code 1.
 */
public final class LexicalIngestBench {
  private static final double REACH = 0.8;

  private LexicalIngestBench() {}

  /**
   * @param args a file or a folder; measured rounds (5)
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: LexicalIngestBench FILE_OR_FOLDER [ROUNDS]");
      System.exit(2);
    }
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path work = Files.createTempDirectory("footnote-bench");
    List<Double> cpu = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Path folder = Files.createDirectory(work.resolve("round-" + round));
      try (BenchLibrary library = new BenchLibrary(folder.resolve("data"))) {
        ProcessCost whole =
            FamilyCost.of(() -> library.ingest("bench", Path.of(args[0]), IndexKind.LEXICAL_ONLY));
        List<Document> documents = library.documents("bench");
        ProcessCost bare = FamilyCost.of(() -> BareLucene.index(documents, folder.resolve("bare")));
        System.out.printf("round %d: whole %s; bare %s%n", round, whole, bare);
        if (round > 0) {
          cpu.add((double) bare.cpuNanos() / whole.cpuNanos());
          wall.add((double) bare.wallNanos() / whole.wallNanos());
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "bare / whole: %.3f in processor time, %.3f by the clock (medians of %d rounds; reach %.2f)%n",
        median(cpu),
        median(wall),
        rounds,
        REACH);
    if (median(wall) < REACH) {
      System.exit(1);
    }
  }

  private static double median(List<Double> ratios) {
    return Percentiles.nearestRank(ratios.stream().mapToDouble(Double::doubleValue).toArray(), 50);
  }
}
