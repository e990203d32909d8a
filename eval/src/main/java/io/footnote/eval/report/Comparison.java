package io.footnote.eval.report;

import io.footnote.eval.dataset.DatasetException;
import io.footnote.eval.metric.Metric;
import io.footnote.eval.metric.PairedRandomizationTest;
import io.footnote.eval.metric.PairedRandomizationTest.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Two runs over the same queries, compared query by query.
 *
 * @param rows for each mode and metric that both have
 */
public record Comparison(String dataset, List<Row> rows) {
  /** Below this p-value a difference is marked. */
  private static final double SIGNIFICANT = 0.05;

  public Comparison {
    rows = List.copyOf(rows);
  }

  /**
   * @param first mean of the first run
   * @param outcome of the paired test, second minus first
   */
  public record Row(String mode, Metric metric, double first, Outcome outcome) {}

  /**
   * Compares what two runs of {@code eval run --json} have in common.
   *
   * @throws DatasetException if they are of different datasets or share no query
   */
  public static Comparison of(Path firstFile, Path secondFile) {
    StoredRun first = StoredRun.read(firstFile);
    StoredRun second = StoredRun.read(secondFile);
    if (!first.dataset().equals(second.dataset())) {
      throw new DatasetException(
          "%s is about '%s' but %s about '%s'; compare runs of one dataset"
              .formatted(firstFile, first.dataset(), secondFile, second.dataset()));
    }
    List<Row> rows = new ArrayList<>();
    first
        .values()
        .forEach((mode, queries) -> {
          Map<String, Map<Metric, Double>> others = second.values().getOrDefault(mode, Map.of());
          for (Metric metric : Metric.values()) {
            addRow(rows, mode, metric, queries, others);
          }
        });
    if (rows.isEmpty()) {
      throw new DatasetException(
          firstFile + " and " + secondFile + " have no mode and query in common");
    }
    return new Comparison(first.dataset(), rows);
  }

  private static void addRow(
      List<Row> rows,
      String mode,
      Metric metric,
      Map<String, Map<Metric, Double>> first,
      Map<String, Map<Metric, Double>> second) {
    List<double[]> pairs = new ArrayList<>();
    first.forEach((id, values) -> {
      Double a = values.get(metric);
      Double b = second.getOrDefault(id, Map.of()).get(metric);
      if (a != null && b != null) {
        pairs.add(new double[] {a, b});
      }
    });
    if (!pairs.isEmpty()) {
      double[] a = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
      double[] b = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
      rows.add(
          new Row(
              mode,
              metric,
              pairs.stream().mapToDouble(pair -> pair[0]).average().orElseThrow(),
              PairedRandomizationTest.compare(a, b)));
    }
  }

  /** A table for a terminal; differences with a p-value below .05 are marked with a star. */
  public String toText() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "first", "second", "difference", "p", "queries"));
    for (Row row : rows) {
      double difference = row.outcome().meanDifference();
      table.add(
          List.of(
              row.mode() + " " + row.metric().label(),
              String.format(Locale.ROOT, "%.4f", row.first()),
              String.format(Locale.ROOT, "%.4f", row.first() + difference),
              String.format(Locale.ROOT, "%+.4f", difference),
              String.format(Locale.ROOT, "%.3f", row.outcome().pValue())
                  + (row.outcome().pValue() < SIGNIFICANT ? "*" : " "),
              Objects.toString(row.outcome().pairs())));
    }
    return dataset + "\n" + TextTable.of(table);
  }
}
