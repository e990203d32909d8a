package io.footnote.eval.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.footnote.eval.dataset.DatasetException;
import io.footnote.eval.metric.Metric;
import io.footnote.eval.run.EvaluationResult;
import io.footnote.eval.run.ModeResult;
import io.footnote.index.model.SearchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Least scores that a dataset must reach, from a YAML file:
 *
 * <pre>
 * dataset: scifact
 * minimums:
 *   - {mode: hybrid, metric: ndcg@10, min: 0.735}
 * </pre>
 *
 * @param dataset name of the dataset's folder
 */
public record Gate(String dataset, List<Minimum> minimums) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  public Gate {
    minimums = List.copyOf(minimums);
    if (minimums.isEmpty()) {
      throw new IllegalArgumentException("'minimums' must have at least one entry");
    }
  }

  /** One score to reach. */
  public record Minimum(SearchMode mode, Metric metric, double min) {}

  /** What one score was. */
  public record Check(Minimum minimum, double score) {
    public boolean passed() {
      return score >= minimum.min();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s %s %s %.4f (at least %s)",
          passed() ? "reached" : "MISSED ",
          ModeNames.of(minimum.mode()),
          minimum.metric().label(),
          score,
          minimum.min());
    }
  }

  /**
   * Reads a gate.
   *
   * @throws DatasetException if there is no such file or something in it is wrong
   */
  public static Gate read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DatasetException("there is no gate file " + file);
    }
    try {
      return YAML.readValue(file.toFile(), GateFile.class).toGate();
    } catch (JsonMappingException e) {
      throw new DatasetException(file + ": " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | IOException e) {
      throw new DatasetException(file + ": " + e.getMessage(), e);
    }
  }

  /** The modes that must be measured. */
  public Set<SearchMode> modes() {
    return minimums.stream().map(Minimum::mode).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Compares a result with what must be reached.
   *
   * @throws DatasetException if the result lacks a mode or a metric
   */
  public List<Check> check(EvaluationResult result) {
    List<Check> checks = new ArrayList<>();
    for (Minimum minimum : minimums) {
      Double score =
          result.modes().stream()
              .filter(mode -> mode.mode() == minimum.mode())
              .map(ModeResult::means)
              .map(means -> means.get(minimum.metric()))
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow(() ->
                  new DatasetException(
                      "the result of %s has no %s %s"
                          .formatted(
                              dataset, ModeNames.of(minimum.mode()), minimum.metric().label())));
      checks.add(new Check(minimum, score));
    }
    return checks;
  }

  private record GateFile(
      @JsonProperty(required = true) String dataset,
      @JsonProperty(required = true) List<Entry> minimums) {
    Gate toGate() {
      return new Gate(dataset, minimums.stream().map(Entry::toMinimum).toList());
    }
  }

  private record Entry(
      @JsonProperty(required = true) String mode,
      @JsonProperty(required = true) String metric,
      @JsonProperty(required = true) double min) {
    Minimum toMinimum() {
      SearchMode named =
          Arrays.stream(SearchMode.values())
              .filter(value -> ModeNames.of(value).equals(mode))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "mode must be hybrid, lexical or semantic, but got: '" + mode + "'"));
      return new Minimum(
          named,
          Metric.named(metric)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "metric must be one of "
                          + Arrays.stream(Metric.values())
                              .map(Metric::label)
                              .collect(Collectors.joining(", "))
                          + ", but got: '"
                          + metric
                          + "'")),
          min);
    }
  }
}
