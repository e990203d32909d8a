package io.footnote.eval.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.eval.metric.Percentiles;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.SearchRequest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares how long a hybrid search takes while nothing else happens and while a large folder is
 * ingested into the same collection by the same process. Queries come at a fixed pace, one at a
 * time; a query that comes late because of the one before it is counted from when it was due.
 *
 * <p>To repeat it, from the root of the repository, with a BEIR folder of about 5000 documents:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.SearchDuringIngestBench BEIR_FOLDER [QUERIES [PAUSE_MILLIS]]
 * }</pre>
 *
 * <p>The 99th percentile while ingesting is to be at most three times the idle one; more ends the
 * program with exit code 1.
 */
public final class SearchDuringIngestBench {
  private static final double REACH = 3;
  private static final int PASSAGES = 2000;
  private static final int WARM_UP = 300;
  private static final String COLLECTION = "bench";
  private static final Principal OPERATOR = Principal.operator("bench");

  private SearchDuringIngestBench() {}

  /**
   * @param args BEIR folder; queries of each measurement (1000); milliseconds between them (50)
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1 || args.length > 3) {
      System.err.println("usage: SearchDuringIngestBench BEIR_FOLDER [QUERIES [PAUSE_MILLIS]]");
      System.exit(2);
    }
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
    Duration pause = Duration.ofMillis(args.length > 2 ? Integer.parseInt(args[2]) : 50);
    Path folder = Files.createTempDirectory("footnote-bench");
    List<Path> halves = split(Path.of(args[0]).resolve("corpus.jsonl"), folder);
    List<String> queries = queries(Path.of(args[0]).resolve("queries.jsonl"));
    double ratio;
    try (Footnote footnote = Footnote.open(folder.resolve("data"))) {
      Job first = ingest(footnote, halves.getFirst());
      Job ready = footnote.awaitJob(OPERATOR, first.jobId(), Duration.ofHours(1));
      print("ingest alone", ready);
      double[] _ = measure(footnote, queries, WARM_UP, Duration.ZERO, null);
      double[] idle = measure(footnote, queries, count, pause, null);
      print("idle", idle);
      Job second = ingest(footnote, halves.getLast());
      double[] busy = measure(footnote, queries, count, pause, second);
      print("while ingesting", busy);
      print("ingest with queries", footnote.cancelJob(OPERATOR, second.jobId()));
      ratio = Percentiles.nearestRank(busy, 99) / Percentiles.nearestRank(idle, 99);
      System.out.printf(Locale.ROOT, "p99 while ingesting / p99 idle = %.2f%n", ratio);
    }
    if (ratio > REACH) {
      System.err.printf(Locale.ROOT, "it is to be at most %.1f%n", REACH);
      System.exit(1);
    }
  }

  private static Job ingest(FootnoteService footnote, Path file) {
    return footnote.ingest(
        OPERATOR,
        new FootnoteService.Ingest(
            COLLECTION, List.of(new IngestInput.PathInput(file)), Set.of(), Map.of()));
  }

  /** Milliseconds of each query; with a job only of those before its end. */
  private static double[] measure(
      FootnoteService footnote,
      List<String> queries,
      int count,
      Duration pause,
      @Nullable Job during) {
    List<Double> millis = new ArrayList<>();
    long due = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (during != null && footnote.job(OPERATOR, during.jobId()).state().ended()) {
        System.out.printf(Locale.ROOT, "the ingest ended after %d queries%n", i);
        break;
      }
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      var _ =
          footnote.search(OPERATOR, SearchRequest.of(COLLECTION, queries.get(i % queries.size())));
      long end = System.nanoTime();
      millis.add((end - due) / 1e6);
      due = Math.max(due + pause.toNanos(), pause.isZero() ? end : 0);
    }
    return millis.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void print(String name, double[] millis) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %d queries   p50 %6.1f ms   p95 %6.1f ms   p99 %6.1f ms   max %6.1f ms%n",
        name,
        millis.length,
        Percentiles.nearestRank(millis, 50),
        Percentiles.nearestRank(millis, 95),
        Percentiles.nearestRank(millis, 99),
        Percentiles.nearestRank(millis, 100));
  }

  private static void print(String name, Job job) {
    var progress = job.progress();
    System.out.printf(
        Locale.ROOT,
        "%-20s %s: %d documents, %d chunks, %.1f documents/s%n",
        name,
        job.state().name().toLowerCase(Locale.ROOT),
        progress.documentsDone(),
        progress.chunks(),
        progress.documentsDone() * 1000.0 / Math.max(1, progress.elapsedMillis()));
  }

  /** The first passages in one file, the others in another. */
  private static List<Path> split(Path corpus, Path folder) throws IOException {
    List<Path> halves = List.of(folder.resolve("first.jsonl"), folder.resolve("rest.jsonl"));
    try (Stream<String> lines = Files.lines(corpus);
        BufferedWriter first = Files.newBufferedWriter(halves.getFirst());
        BufferedWriter rest = Files.newBufferedWriter(halves.getLast())) {
      int written = 0;
      for (String line : (Iterable<String>) lines::iterator) {
        (written++ < PASSAGES ? first : rest).append(line).append('\n');
      }
    }
    return halves;
  }

  private static List<String> queries(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> queries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      queries.add(json.readTree(line).path("text").asText());
    }
    return queries;
  }
}
