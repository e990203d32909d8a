package io.footnote.eval.bench.scale;

import io.footnote.eval.bench.ProcessCost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * What an engine finds and what it costs, at each of its efforts. Engines are measured in turns
 * with {@link #round}; the mean of the rounds counts. Each round has as many clients at once as
 * there are processors. Cost is processor time: on a machine that others use too, the clock says
 * little.
 */
final class RecallCurve {
  private final VectorEngine engine;
  private final List<float[]> queries;
  private final List<int[]> truth;
  private final double[] recall;
  private final List<List<Double>> cpuMicros = new ArrayList<>();
  private final List<List<Double>> wallMicros = new ArrayList<>();

  RecallCurve(VectorEngine engine, List<float[]> queries, List<int[]> truth) {
    this.engine = engine;
    this.queries = queries;
    this.truth = truth;
    recall = new double[engine.efforts().length];
    for (int _ : engine.efforts()) {
      cpuMicros.add(new ArrayList<>());
      wallMicros.add(new ArrayList<>());
    }
  }

  /** Asks every query once with each effort. */
  void round() {
    for (int e = 0; e < recall.length; e++) {
      int effort = engine.efforts()[e];
      DoubleAdder found = new DoubleAdder();
      ProcessCost cost = ProcessCost.of(() -> askAll(effort, found));
      recall[e] = found.sum() / queries.size();
      cpuMicros.get(e).add(cost.cpuNanos() / 1e3 / queries.size());
      wallMicros.get(e).add(cost.wallNanos() / 1e3 / queries.size());
    }
  }

  private void askAll(int effort, DoubleAdder found) {
    AtomicInteger next = new AtomicInteger();
    Callable<Void> client =
        () -> {
          for (int q = next.getAndIncrement(); q < queries.size(); q = next.getAndIncrement()) {
            found.add(recall(q, effort));
          }
          return null;
        };
    int clients = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(pool.submit(client));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a search of " + engine.name() + " failed", e);
    }
  }

  private double recall(int query, int effort) throws IOException {
    return NearestHeap.recall(truth.get(query), engine.search(queries.get(query), effort));
  }

  void forgetTimes() {
    cpuMicros.forEach(List::clear);
    wallMicros.forEach(List::clear);
  }

  void print() {
    for (int e = 0; e < recall.length; e++) {
      System.out.printf(
          Locale.ROOT,
          "  %-10s %4d candidates: recall@10 %.4f, %6.0f µs of processor time a query, %6.0f"
              + " queries/s%n",
          engine.name(),
          engine.efforts()[e],
          recall[e],
          mean(cpuMicros.get(e)),
          1e6 / mean(wallMicros.get(e)));
    }
  }

  /** Recall with one of the engine's efforts. */
  double recallAt(int effort) {
    int place = Arrays.binarySearch(engine.efforts(), effort);
    if (place < 0) {
      throw new IllegalArgumentException(engine.name() + " was not asked with effort " + effort);
    }
    return recall[place];
  }

  /**
   * Processor time of a query, in microseconds, at which the engine reaches {@code wanted},
   * interpolated between two efforts; infinite if it never does.
   */
  double costAt(double wanted) {
    for (int e = 0; e < recall.length; e++) {
      if (recall[e] >= wanted) {
        double here = mean(cpuMicros.get(e));
        if (e == 0 || recall[e] == recall[e - 1]) {
          return here;
        }
        double before = mean(cpuMicros.get(e - 1));
        double share = (wanted - recall[e - 1]) / (recall[e] - recall[e - 1]);
        return before + share * (here - before);
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
