package io.footnote.eval.report;

import io.footnote.eval.metric.Metric;
import io.footnote.eval.run.EvaluationResult;
import io.footnote.eval.run.IngestStatistics;
import io.footnote.eval.run.ModeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result as a compact table for a terminal: a row for each metric, a column for each mode. */
public final class TextReport {
  private TextReport() {}

  public static String of(EvaluationResult result) {
    StringBuilder text = new StringBuilder();
    IngestStatistics ingest = result.ingest();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %,d documents, %,d chunks, %,d queries%s%n",
            result.dataset(),
            result.documents(),
            result.chunks(),
            result.queries(),
            result.unjudged() == 0
                ? ""
                : " (" + result.unjudged() + " without relevant judgements left out)"));
    text.append(
        String.format(
            Locale.ROOT,
            "ingest%s: %.1f s, %.1f documents/s, %.1f chunks/s, %.0f tokens/s; %,d of %,d passages"
                + " embedded, %,d truncated, %,d documents failed%n%n",
            result.reused() ? " (of an earlier run)" : "",
            ingest.millis() / 1000.0,
            ingest.documentsPerSecond(),
            ingest.chunksPerSecond(),
            ingest.tokensPerSecond(),
            ingest.embedded(),
            ingest.chunks(),
            ingest.truncated(),
            ingest.failures().size()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("", result.modes().stream().map(mode -> ModeNames.of(mode.mode())).toList()));
    for (Metric metric : Metric.values()) {
      if (result.modes().stream().anyMatch(mode -> mode.means().containsKey(metric))) {
        rows.add(
            row(metric.label(), result.modes().stream().map(mode -> score(mode, metric)).toList()));
      }
    }
    rows.add(row("p50 ms", result.modes().stream().map(mode -> millis(mode, 50)).toList()));
    rows.add(row("p95 ms", result.modes().stream().map(mode -> millis(mode, 95)).toList()));
    return text.append(TextTable.of(rows)).toString();
  }

  private static List<String> row(String name, List<String> values) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(values);
    return row;
  }

  static String score(ModeResult mode, Metric metric) {
    Double mean = mode.means().get(metric);
    return mean == null ? "–" : String.format(Locale.ROOT, "%.4f", mean);
  }

  static String millis(ModeResult mode, double percent) {
    return String.format(Locale.ROOT, "%.1f", mode.latencyMillis(percent));
  }
}
