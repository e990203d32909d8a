package io.footnote.eval.run;

import io.footnote.eval.metric.Metric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How one query went in one mode.
 *
 * @param metrics values of the metrics that apply to it
 * @param latencyMillis of a search for ten results
 * @param documentRank rank of the first relevant document, from 1; 0 if it was not found
 * @param pageRank rank of the first page with evidence, from 1; 0 if it was not found or no page
 *     was judged
 * @param top the first documents found, best first
 */
public record QueryResult(
    String id,
    String text,
    Map<Metric, Double> metrics,
    double latencyMillis,
    int documentRank,
    int pageRank,
    List<Hit> top) {
  public QueryResult {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(metrics);
    metrics = Collections.unmodifiableMap(copy);
    top = List.copyOf(top);
  }

  /** A document that was found. */
  public record Hit(String document, boolean relevant) {}
}
