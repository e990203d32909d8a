package io.footnote.eval.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.eval.metric.Percentiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures {@code POST /v1/search} of a server in a process of its own, under 1 to 64 connections
 * that each send the next question when they have the answer to the last: throughput, latency,
 * errors, and throughput as a ratio to that of one connection. Client and server share the machine.
 *
 * <p>To repeat it, from the root of the repository, with a data folder that no server holds:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.HttpLoadBench DATA_FOLDER COLLECTION QUERIES_JSONL [SECONDS]
 * }</pre>
 *
 * <p>An error ends the program with exit code 1.
 */
public final class HttpLoadBench {
  private static final int[] CONNECTIONS = {1, 2, 4, 8, 16, 32, 64};
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<HttpRequest> searches;

  private HttpLoadBench(List<HttpRequest> searches) {
    this.searches = searches;
  }

  /**
   * @param args data folder; collection; file with queries; seconds of each measurement (10)
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3 || args.length > 4) {
      System.err.println("usage: HttpLoadBench DATA_FOLDER COLLECTION QUERIES_JSONL [SECONDS]");
      System.exit(2);
    }
    Duration length = Duration.ofSeconds(args.length > 3 ? Integer.parseInt(args[3]) : 10);
    boolean errors = false;
    try (ServerProcess server = ServerProcess.start(program(), Path.of(args[0]))) {
      server.awaitReady();
      HttpLoadBench bench =
          new HttpLoadBench(searches(server.address(), args[1], Path.of(args[2])));
      Load warmUp = bench.run(CONNECTIONS[2], length);
      System.out.printf(Locale.ROOT, "warm-up: %d searches%n", warmUp.millis().length);
      double alone = 0;
      for (int connections : CONNECTIONS) {
        Load load = bench.run(connections, length);
        alone = connections == 1 ? load.perSecond() : alone;
        load.print(connections, alone);
        errors |= load.errors() > 0;
      }
    }
    if (errors) {
      System.exit(1);
    }
  }

  /** This JVM's flags and classes, with the program's main class. */
  static ProcessBuilder program() {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules",
        "jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        io.footnote.eval.cli.Main.class.getName());
  }

  private Load run(int connections, Duration length) throws InterruptedException {
    List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger errors = new AtomicInteger();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + length.toNanos();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < connections; i++) {
        clients.execute(() -> {
          try (HttpClient client =
              HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (System.nanoTime() < end) {
              HttpRequest search = searches.get(next.getAndIncrement() % searches.size());
              long sent = System.nanoTime();
              if (succeeds(client, search)) {
                millis.add((System.nanoTime() - sent) / 1e6);
              } else {
                errors.incrementAndGet();
              }
            }
          }
        });
      }
    }
    return new Load(
        millis.stream().mapToDouble(Double::doubleValue).toArray(),
        errors.get(),
        (System.nanoTime() - start) / 1e9);
  }

  private static boolean succeeds(HttpClient client, HttpRequest search) {
    try {
      return client.send(search, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      System.err.println(e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<HttpRequest> searches(URI server, String collection, Path queries)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<HttpRequest> searches = new ArrayList<>();
    for (String line : Files.readAllLines(queries)) {
      String query = json.readTree(line).path("text").asText();
      String body = json.writeValueAsString(Map.of("query", query, "collection", collection));
      searches.add(
          HttpRequest.newBuilder(server.resolve("/v1/search"))
              .header("Content-Type", "application/json")
              .timeout(PATIENCE)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build());
    }
    return searches;
  }

  /**
   * @param millis of each search that succeeded
   * @param seconds that all of it took
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Load(double[] millis, int errors, double seconds) {
    double perSecond() {
      return millis.length / seconds;
    }

    void print(int connections, double alone) {
      System.out.printf(
          Locale.ROOT,
          "%2d connections: %6.1f searches/s, %.2f times one connection; p50 %7.1f ms, p99 %7.1f"
              + " ms; %d errors%n",
          connections,
          perSecond(),
          perSecond() / alone,
          Percentiles.nearestRank(millis, 50),
          Percentiles.nearestRank(millis, 99),
          errors);
    }
  }
}
