package io.footnote.eval.report;

import static io.footnote.eval.report.Html.escape;

import io.footnote.eval.metric.Metric;
import io.footnote.eval.run.EvaluationResult;
import io.footnote.eval.run.IngestStatistics;
import io.footnote.eval.run.ModeResult;
import io.footnote.eval.run.QueryResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A result as one page that needs nothing else: a table by mode, and every query with its ranks,
 * the worst of the last mode first.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /** Writes {@link #toHtml} to a file, creating its folder. */
  public static void write(EvaluationResult result, Path file) throws IOException {
    ReportFiles.write(file, toHtml(result));
  }

  static String toHtml(EvaluationResult result) {
    return page(
        result.dataset(),
        facts(result) + modes(result) + queries(result) + failures(result.ingest()));
  }

  /** A whole page around {@code main}, which is HTML. */
  static String page(String title, String main) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s – Footnote evaluation</title>
    <style>
    %2$s</style>
    </head>
    <body>
    <header><p class="kicker">Footnote evaluation</p><h1>%1$s</h1></header>
    <main>
    %3$s</main>
    <script>
    %4$s</script>
    </body>
    </html>
    """
        .formatted(escape(title), resource("report.css"), main, resource("report.js"));
  }

  private static String facts(EvaluationResult result) {
    IngestStatistics ingest = result.ingest();
    StringBuilder html = new StringBuilder("<dl class=\"facts\">\n");
    fact(html, "documents", number(result.documents()));
    fact(html, "chunks", number(result.chunks()));
    fact(html, "queries", number(result.queries()));
    fact(html, "left out, nothing relevant", number(result.unjudged()));
    fact(html, "follow-ups", number(result.followUps()));
    fact(
        html,
        result.reused() ? "ingest, earlier run" : "ingest",
        "%s s".formatted(decimal(ingest.millis() / 1000.0)));
    fact(html, "documents/s", decimal(ingest.documentsPerSecond()));
    fact(html, "tokens/s", number(Math.round(ingest.tokensPerSecond())));
    fact(html, "model", escape(result.manifest().embeddingModel()));
    fact(html, "chunker", escape(result.manifest().chunker()));
    fact(html, "analyzer", escape(result.manifest().analyzer()));
    return html.append("</dl>\n").toString();
  }

  private static void fact(StringBuilder html, String name, String value) {
    html.append("<div><dt>%s</dt><dd>%s</dd></div>%n".formatted(name, value));
  }

  private static String modes(EvaluationResult result) {
    StringBuilder html =
        new StringBuilder("<h2>By mode</h2>\n<div class=\"scroll\"><table><thead><tr><th></th>");
    result
        .modes()
        .forEach(mode -> html.append("<th>").append(ModeNames.of(mode.mode())).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (Metric metric : Metric.values()) {
      List<Double> means = new ArrayList<>();
      for (ModeResult mode : result.modes()) {
        Double mean = mode.means().get(metric);
        if (mean != null) {
          means.add(mean);
        }
      }
      if (means.isEmpty()) {
        continue;
      }
      double best = means.stream().mapToDouble(Double::doubleValue).max().orElse(0);
      html.append("<tr><th>").append(metric.label()).append("</th>");
      for (double mean : means) {
        html.append(
            String.format(
                Locale.ROOT,
                "<td%s><span class=\"bar\" style=\"width:%.1f%%\"></span>%.4f</td>",
                mean == best ? " class=\"best\"" : "",
                mean * 100,
                mean));
      }
      html.append("</tr>\n");
    }
    latency(html, result, "latency p50, ms", 50);
    latency(html, result, "latency p95, ms", 95);
    return html.append("</tbody></table></div>\n").toString();
  }

  private static void latency(
      StringBuilder html, EvaluationResult result, String name, double percent) {
    html.append("<tr><th>").append(name).append("</th>");
    result
        .modes()
        .forEach(
            mode -> html.append("<td>").append(TextReport.millis(mode, percent)).append("</td>"));
    html.append("</tr>\n");
  }

  private static String queries(EvaluationResult result) {
    List<ModeResult> modes = result.modes();
    ModeResult last = modes.getLast();
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <h2>By query</h2>
        <p class="note">Worst of %s first. A rank is that of the first relevant document%s; a dash \
        means that it was not found. Open a row for what was found instead.</p>
        <input id="search" type="search" placeholder="Search queries…" aria-label="Search queries">
        <div class="scroll"><table id="queries"><thead><tr><th>query</th><th>ndcg@10</th>\
        """
            .formatted(
                ModeNames.of(last.mode()),
                last.means().containsKey(Metric.PAGE_HIT_1) ? " / page" : ""));
    modes.forEach(mode -> html.append("<th>").append(ModeNames.of(mode.mode())).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    IntStream.range(0, last.queries().size())
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> ndcg(last.queries().get(i)))
                .thenComparing(i -> last.queries().get(i).id()))
        .forEach(i -> query(html, modes, i));
    return html.append("</tbody></table></div>\n").toString();
  }

  private static void query(StringBuilder html, List<ModeResult> modes, int index) {
    QueryResult query = modes.getLast().queries().get(index);
    html.append("<tr><td><details><summary>")
        .append("<span class=\"id\">")
        .append(escape(query.id()))
        .append("</span> ")
        .append(escape(query.text()))
        .append("</summary><ol>")
        .append(
            query.top().stream()
                .map(hit ->
                    "<li%s>%s</li>"
                        .formatted(
                            hit.relevant() ? " class=\"relevant\"" : "", escape(hit.document())))
                .collect(Collectors.joining()))
        .append("</ol></details></td>")
        .append(String.format(Locale.ROOT, "<td>%.3f</td>", ndcg(query)));
    for (ModeResult mode : modes) {
      html.append("<td>").append(ranks(mode.queries().get(index))).append("</td>");
    }
    html.append("</tr>\n");
  }

  private static String ranks(QueryResult query) {
    String document = rank(query.documentRank());
    return query.metrics().containsKey(Metric.PAGE_HIT_1)
        ? document + " / " + rank(query.pageRank())
        : document;
  }

  private static String rank(int rank) {
    return rank == 0 ? "–" : String.valueOf(rank);
  }

  private static double ndcg(QueryResult query) {
    return query.metrics().getOrDefault(Metric.NDCG_10, 0.0);
  }

  private static String failures(IngestStatistics ingest) {
    if (ingest.failures().isEmpty()) {
      return "";
    }
    return ingest.failures().stream()
        .map(failure ->
            "<li><b>%s</b> %s</li>\n".formatted(escape(failure.source()), escape(failure.reason())))
        .collect(Collectors.joining("", "<h2>Documents that failed</h2>\n<ul>\n", "</ul>\n"));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program's jar lacks " + name + "; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
