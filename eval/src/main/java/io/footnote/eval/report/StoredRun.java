package io.footnote.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.eval.dataset.DatasetException;
import io.footnote.eval.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of each query in a {@linkplain JsonReport JSON report}, read back.
 *
 * @param values by mode, then by query id, in the order of the file
 */
record StoredRun(String dataset, Map<String, Map<String, Map<Metric, Double>>> values) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static StoredRun read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DatasetException(
          "there is no file " + file + "; 'eval run DATASET --json FILE' writes one");
    }
    JsonNode json;
    try {
      json = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new DatasetException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DatasetException("cannot read " + file + ": " + e.getMessage(), e);
    }
    JsonNode perQuery = json.path("per_query");
    if (!json.path("dataset").isTextual() || !perQuery.isObject()) {
      throw new DatasetException(
          file + " is not the result of an evaluation: 'dataset' or 'per_query' is missing");
    }
    Map<String, Map<String, Map<Metric, Double>>> values = new LinkedHashMap<>();
    perQuery
        .properties()
        .forEach(mode -> {
          Map<String, Map<Metric, Double>> queries = new LinkedHashMap<>();
          mode.getValue().forEach(q -> queries.put(q.path("id").asText(), metrics(q)));
          values.put(mode.getKey(), queries);
        });
    return new StoredRun(json.path("dataset").asText(), values);
  }

  private static Map<Metric, Double> metrics(JsonNode query) {
    EnumMap<Metric, Double> metrics = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      JsonNode value = query.path(metric.label());
      if (value.isNumber()) {
        metrics.put(metric, value.doubleValue());
      }
    }
    return metrics;
  }
}
