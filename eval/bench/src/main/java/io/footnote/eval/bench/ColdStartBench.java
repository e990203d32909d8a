package io.footnote.eval.bench;

import io.footnote.eval.metric.Percentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Measures how long {@code footnote search} takes from start to end, and {@code footnote serve}
 * from start to ready, with and without an AOT cache of the JDK, by the clock and in processor
 * time. The search has the cache that the launcher makes; the server has one that is recorded here.
 * Starts with and without take turns.
 *
 * <p>To repeat it, from the root of the repository, with a data folder that no server holds:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.ColdStartBench ./footnote DATA_FOLDER COLLECTION [ROUNDS]
 * }</pre>
 */
public final class ColdStartBench {
  private static final String OPTIONS = "FOOTNOTE_JAVA_OPTS";
  private static final String WITHOUT = "-XX:AOTMode=off";

  private final Path launcher;
  private final Path data;
  private final String collection;

  private ColdStartBench(Path launcher, Path data, String collection) {
    this.launcher = launcher;
    this.data = data;
    this.collection = collection;
  }

  /**
   * @param args launcher; data folder; collection; starts of each kind (7)
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3 || args.length > 4) {
      System.err.println("usage: ColdStartBench LAUNCHER DATA_FOLDER COLLECTION [ROUNDS]");
      System.exit(2);
    }
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 7;
    ColdStartBench bench =
        new ColdStartBench(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]), args[2]);
    compare("search", rounds, () -> bench.search(""), () -> bench.search(WITHOUT));
    Path cache = Files.createTempDirectory("footnote-bench").resolve("serve.aot");
    Cost _ = bench.serve("-XX:AOTCacheOutput=" + cache);
    String with = "-XX:AOTCache=" + cache;
    compare("serve", rounds, () -> bench.serve(with), () -> bench.serve(WITHOUT));
  }

  private static void compare(String name, int rounds, Start with, Start without)
      throws IOException, InterruptedException {
    List<Cost> withCache = new ArrayList<>();
    List<Cost> withoutCache = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      Cost first = with.cost();
      Cost second = without.cost();
      if (round >= 0) {
        withCache.add(first);
        withoutCache.add(second);
      }
    }
    print(name + ", by the clock", withCache, withoutCache, Cost::wallMillis);
    print(name + ", processor time", withCache, withoutCache, Cost::cpuMillis);
  }

  private static void print(
      String name, List<Cost> with, List<Cost> without, ToDoubleFunction<Cost> millis) {
    double withCache = median(with, millis);
    double withoutCache = median(without, millis);
    System.out.printf(
        Locale.ROOT,
        "%s: median of %d starts %.0f ms with the AOT cache, %.0f ms without, ratio %.2f%n",
        name,
        with.size(),
        withCache,
        withoutCache,
        withCache / withoutCache);
  }

  private Cost search(String options) throws IOException, InterruptedException {
    ProcessBuilder program = program(options);
    program
        .command()
        .addAll(
            List.of(
                "search",
                "how long must a password be",
                "--collection",
                collection,
                "--data",
                data.toString()));
    long start = System.nanoTime();
    Process process =
        program
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Duration cpu = Duration.ZERO;
    while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
      // Known only while it runs.
      cpu = process.info().totalCpuDuration().orElse(cpu);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("the search failed: " + program.command());
    }
    return new Cost((System.nanoTime() - start) / 1e6, cpu.toMillis());
  }

  private Cost serve(String options) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (ServerProcess server = ServerProcess.start(program(options), data)) {
      server.awaitReady();
      return new Cost((System.nanoTime() - start) / 1e6, server.cpu().toMillis());
    }
  }

  private ProcessBuilder program(String options) {
    ProcessBuilder program = new ProcessBuilder(new ArrayList<>(List.of(launcher.toString())));
    program.environment().put(OPTIONS, options);
    return program;
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> millis) {
    return Percentiles.nearestRank(costs.stream().mapToDouble(millis).toArray(), 50);
  }

  private record Cost(double wallMillis, double cpuMillis) {}

  private interface Start {
    Cost cost() throws IOException, InterruptedException;
  }
}
