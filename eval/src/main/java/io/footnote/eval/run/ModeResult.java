package io.footnote.eval.run;

import io.footnote.eval.metric.Metric;
import io.footnote.eval.metric.Percentiles;
import io.footnote.index.model.SearchMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How all queries went in one mode.
 *
 * @param queries in the order of the dataset, at least one
 */
public record ModeResult(SearchMode mode, List<QueryResult> queries) {
  public ModeResult {
    queries = List.copyOf(queries);
    if (queries.isEmpty()) {
      throw new IllegalArgumentException("a mode needs at least one query");
    }
  }

  /** The mean of each metric over the queries it applies to; one that applies to none is absent. */
  public Map<Metric, Double> means() {
    EnumMap<Metric, Double> means = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      queries.stream()
          .filter(query -> query.metrics().containsKey(metric))
          .mapToDouble(query -> query.metrics().getOrDefault(metric, 0.0))
          .average()
          .ifPresent(mean -> means.put(metric, mean));
    }
    return means;
  }

  /** Latency of a search for ten results, by nearest rank. */
  public double latencyMillis(double percent) {
    return Percentiles.nearestRank(
        queries.stream().mapToDouble(QueryResult::latencyMillis).toArray(), percent);
  }
}
