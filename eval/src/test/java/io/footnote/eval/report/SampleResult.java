package io.footnote.eval.report;

import io.footnote.eval.metric.Metric;
import io.footnote.eval.run.EvaluationResult;
import io.footnote.eval.run.IngestStatistics;
import io.footnote.eval.run.ModeResult;
import io.footnote.eval.run.QueryResult;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.FailedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Results to report on. */
final class SampleResult {
  private SampleResult() {}

  /** Two modes; hybrid has these values of nDCG for queries q0, q1, …, lexical half of them. */
  static EvaluationResult withHybrid(double... ndcg) {
    return of("tiny <b>", ndcg);
  }

  static EvaluationResult of(String dataset, double... ndcg) {
    List<QueryResult> hybrid = new ArrayList<>();
    List<QueryResult> lexical = new ArrayList<>();
    for (int i = 0; i < ndcg.length; i++) {
      hybrid.add(query(i, ndcg[i], 10 * (i + 1)));
      lexical.add(query(i, ndcg[i] / 2, i + 1));
    }
    return new EvaluationResult(
        dataset,
        12,
        34,
        ndcg.length,
        1,
        0,
        false,
        new IngestStatistics(
            12, 34, 30, 5000, 2, 2000, List.of(new FailedDocument("bad.pdf", "is <empty>"))),
        new Manifest(1, "model", "hash", 384, "dot_product", "english", "structure-1"),
        1000,
        List.of(
            new ModeResult(SearchMode.LEXICAL, lexical),
            new ModeResult(SearchMode.HYBRID, hybrid)));
  }

  private static QueryResult query(int i, double ndcg, double latency) {
    return new QueryResult(
        "q" + i,
        "is 3 < " + i + " & \"why\"? <script>alert(1)</script>",
        Map.of(Metric.NDCG_10, ndcg, Metric.PAGE_HIT_1, 0.0, Metric.PAGE_HIT_5, 1.0),
        latency,
        ndcg > 0 ? 2 : 0,
        0,
        List.of(new QueryResult.Hit("wrong's", false), new QueryResult.Hit("right", true)));
  }
}
