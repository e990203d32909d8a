package io.footnote.eval.run;

import io.footnote.eval.dataset.EvaluationDataset;
import io.footnote.eval.dataset.EvaluationQuery;
import io.footnote.eval.metric.Judged;
import io.footnote.eval.metric.Metric;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Asks the queries of a dataset as their principals. Each is asked twice: for ten results, as
 * people do, with the clock running; then for as many passages as are needed to rank a hundred
 * documents. The ranking does not depend on how many results are wanted.
 */
final class QueryRunner {
  static final int DEPTH = SearchRequest.MAX_TOP_K;
  private static final int WARM_UP = 20;
  private static final int SHOWN = 10;

  private final FootnoteService service;
  private final EvaluationDataset dataset;
  private final EvaluationOptions options;
  private final LongSupplier nanoClock;

  QueryRunner(
      FootnoteService service,
      EvaluationDataset dataset,
      EvaluationOptions options,
      LongSupplier nanoClock) {
    this.service = service;
    this.dataset = dataset;
    this.options = options;
    this.nanoClock = nanoClock;
  }

  /** Asks all queries in one mode after some of them as warm-up; the last ones, untimed. */
  ModeResult run(SearchMode mode, List<EvaluationQuery> queries, EvaluationProgress progress) {
    queries.reversed().stream().limit(WARM_UP).forEach(query -> search(mode, query, SHOWN));
    List<QueryResult> results = new ArrayList<>();
    for (EvaluationQuery query : queries) {
      results.add(ask(mode, query));
      progress.asked(mode, results.size(), queries.size());
    }
    return new ModeResult(mode, results);
  }

  private QueryResult ask(SearchMode mode, EvaluationQuery query) {
    long start = nanoClock.getAsLong();
    search(mode, query, SearchRequest.DEFAULT_TOP_K);
    double millis = (nanoClock.getAsLong() - start) / 1e6;
    Ranking ranking = Ranking.of(search(mode, query, DEPTH).results(), dataset.names());
    Judged judged =
        new Judged(ranking.documents(), ranking.pages(), query.relevance(), query.pages());
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (metric.appliesTo(judged)) {
        metrics.put(metric, metric.measure(judged));
      }
    }
    Set<String> relevant = judged.relevant();
    return new QueryResult(
        query.id(),
        query.text(),
        metrics,
        millis,
        judged.firstDocument(),
        judged.firstPage(),
        ranking.documents().stream()
            .limit(SHOWN)
            .map(document -> new QueryResult.Hit(document, relevant.contains(document)))
            .toList());
  }

  private SearchResponse search(SearchMode mode, EvaluationQuery query, int topK) {
    return service.search(
        query.principal(),
        new SearchRequest(
            query.text(),
            List.of(EvaluationIndex.COLLECTION),
            mode,
            options.profile(),
            topK,
            null,
            options.rerank() ? Rerank.ALWAYS : Rerank.NEVER,
            options.deduplicate(),
            /* explain= */ false,
            query.history()));
  }
}
