package io.footnote.eval.report;

import static io.footnote.eval.report.Html.escape;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.eval.answers.AnswersResult;
import io.footnote.eval.answers.AskedQuestion;
import io.footnote.eval.answers.AskedQuestion.Check;
import io.footnote.eval.answers.Half;
import io.footnote.eval.answers.PlantedError;
import io.footnote.eval.metric.RiskCoverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A measurement of answers as text, JSON and a page of HTML. */
public final class AnswersReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private static final int WIDTH = 560;
  private static final int HEIGHT = 260;

  private AnswersReport() {}

  /** A table: each figure on the half that was fitted on, on the other half, and on all. */
  public static String toText(AnswersResult result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            result.dataset(),
            "fitted (" + result.of(Half.FITTED).questions().size() + ")",
            "held out (" + result.of(Half.HELD_OUT).questions().size() + ")",
            "all (" + result.questions().size() + ")"));
    rows.addAll(rows(result));
    return TextTable.of(rows);
  }

  private static List<List<String>> rows(AnswersResult result) {
    Map<String, Double> fitted = result.of(Half.FITTED).figures();
    Map<String, Double> heldOut = result.of(Half.HELD_OUT).figures();
    List<List<String>> rows = new ArrayList<>();
    result
        .figures()
        .forEach((figure, value) ->
            rows.add(
                List.of(
                    figure,
                    decimal(fitted.getOrDefault(figure, Double.NaN)),
                    decimal(heldOut.getOrDefault(figure, Double.NaN)),
                    decimal(value))));
    return rows;
  }

  private static String decimal(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** Writes JSON: figures by half, the risk–coverage curve, and every question. */
  public static void writeJson(AnswersResult result, Path file) throws IOException {
    ReportFiles.write(file, PRETTY.writeValueAsString(toJson(result)) + "\n");
  }

  static ObjectNode toJson(AnswersResult result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("dataset", result.dataset()).put("seed", result.seed());
    json.set("fitted", JSON.valueToTree(result.of(Half.FITTED).figures()));
    json.set("held_out", JSON.valueToTree(result.of(Half.HELD_OUT).figures()));
    json.set("all", JSON.valueToTree(result.figures()));
    json.set("risk_coverage", JSON.valueToTree(result.of(Half.HELD_OUT).riskCoverage().curve()));
    ArrayNode questions = json.putArray("questions");
    result.questions().forEach(question -> questions.add(question(result.dataset(), question)));
    result
        .foreign()
        .forEach(
            (name, asked) -> asked.forEach(question -> questions.add(question(name, question))));
    return json;
  }

  private static ObjectNode question(String dataset, AskedQuestion question) {
    ObjectNode json = JSON.createObjectNode();
    json.put("dataset", dataset)
        .put("id", question.id())
        .put("half", question.half().name().toLowerCase(Locale.ROOT))
        .put("answerable", question.answerable())
        .put("confidence", question.confidence())
        .put("declined", question.declined());
    ArrayNode checks = json.putArray("checks");
    for (Check check : question.checks()) {
      checks
          .addObject()
          .put("author", check.author().name().toLowerCase(Locale.ROOT))
          .put("planted", kind(check))
          .put("text", check.text())
          .put("found", check.found());
    }
    return json;
  }

  private static String kind(Check check) {
    PlantedError.Kind planted = check.planted();
    return planted == null ? "nothing" : planted.name().toLowerCase(Locale.ROOT);
  }

  /** Writes a page that needs nothing else. */
  public static void writeHtml(AnswersResult result, Path file) throws IOException {
    ReportFiles.write(file, toHtml(result));
  }

  static String toHtml(AnswersResult result) {
    return HtmlReport.page(
        result.dataset() + ", answers",
        figures(result) + curve(result.of(Half.HELD_OUT).riskCoverage()) + wrong(result));
  }

  private static String figures(AnswersResult result) {
    String rows =
        rows(result).stream()
            .map(row ->
                "<tr><th>%s</th><td>%s</td><td>%s</td><td>%s</td></tr>%n"
                    .formatted(escape(row.get(0)), row.get(1), row.get(2), row.get(3)))
            .collect(Collectors.joining());
    return """
    <h2>Figures</h2>
    <p class="note">Coefficients were fitted on one half of ClapNQ's questions, by hash of their \
    id; the other half is what counts.</p>
    <div class="scroll"><table><thead><tr><th></th><th>fitted</th><th>held out</th><th>all</th></tr>\
    </thead><tbody>
    %s</tbody></table></div>
    """
        .formatted(rows);
  }

  private static String curve(RiskCoverage riskCoverage) {
    List<RiskCoverage.Point> curve = riskCoverage.curve();
    String points =
        curve.stream()
            .map(point ->
                String.format(
                    Locale.ROOT,
                    "%.1f,%.1f",
                    point.coverage() * WIDTH,
                    HEIGHT - point.risk() * HEIGHT))
            .collect(Collectors.joining(" "));
    return """
    <h2>Risk and coverage</h2>
    <p class="note">Answering the questions with the highest confidence first, held-out half: to \
    the right the share of questions answered, upwards the share of those that have no answer.</p>
    <svg viewBox="-4 -4 %1$d %2$d" width="%1$d" role="img" aria-label="Risk over coverage">
    <path d="M0 0V%4$dH%3$d" fill="none" stroke="var(--line)"/>
    <polyline points="%5$s" fill="none" stroke="var(--accent)" stroke-width="2"/>
    </svg>
    """
        .formatted(WIDTH + 8, HEIGHT + 8, WIDTH, HEIGHT, points);
  }

  /** Planted errors that were missed and alarms that were false. */
  private static String wrong(AnswersResult result) {
    StringBuilder rows = new StringBuilder();
    for (AskedQuestion question : result.questions()) {
      for (Check check : question.checks()) {
        if (check.found() == (check.planted() == null)) {
          rows.append(
              "<tr><td>%s</td><td>%s</td><td>%s</td></tr>%n"
                  .formatted(
                      escape(check.text()),
                      check.author().name().toLowerCase(Locale.ROOT),
                      check.planted() == null ? "false alarm" : "missed " + kind(check)));
        }
      }
    }
    return """
    <h2>Where checking is wrong</h2>
    <div class="scroll"><table id="queries"><thead><tr><th>answer</th><th>by</th><th></th></tr></thead>\
    <tbody>
    %s</tbody></table></div>
    """
        .formatted(rows);
  }
}
