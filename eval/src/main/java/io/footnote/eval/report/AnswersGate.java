package io.footnote.eval.report;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.footnote.eval.answers.AnswersResult;
import io.footnote.eval.dataset.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What figures of {@link AnswersResult#figures} must be, from a YAML file:
 *
 * <pre>
 * limits:
 *   - {figure: extractive_detected, min: 0.9}
 *   - {figure: extractive_false_alarms, max: 0.05}
 * </pre>
 */
public record AnswersGate(List<Limit> limits) {
  private static final YAMLMapper YAML = new YAMLMapper();

  public AnswersGate {
    limits = List.copyOf(limits);
    if (limits.isEmpty()) {
      throw new IllegalArgumentException("'limits' must have at least one entry");
    }
  }

  /** The least a figure must be, or the most it may be. */
  public record Limit(String figure, @Nullable Double min, @Nullable Double max) {
    public Limit {
      if ((min == null) == (max == null)) {
        throw new IllegalArgumentException("'" + figure + "' must have either min or max");
      }
    }

    private boolean holds(double value) {
      return (min == null || value >= min) && (max == null || value <= max);
    }

    private String inWords() {
      return min == null ? "at most " + max : "at least " + min;
    }
  }

  /** What one figure was. */
  public record Check(Limit limit, double value) {
    public boolean passed() {
      return limit.holds(value);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s %s %.4f (%s)",
          passed() ? "reached" : "MISSED ",
          limit.figure(),
          value,
          limit.inWords());
    }
  }

  /**
   * Reads a gate.
   *
   * @throws DatasetException if there is no such file or something in it is wrong
   */
  public static AnswersGate read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DatasetException("there is no gate file " + file);
    }
    try {
      return YAML.readValue(file.toFile(), AnswersGate.class);
    } catch (IOException e) {
      throw new DatasetException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Compares a result with what must be reached.
   *
   * @throws DatasetException if nothing was measured for a figure
   */
  public List<Check> check(AnswersResult result) {
    Map<String, Double> figures = result.figures();
    return limits.stream()
        .map(limit -> {
          Double value = figures.get(limit.figure());
          if (value == null) {
            throw new DatasetException(
                "the result of %s has no figure '%s'; it has %s"
                    .formatted(result.dataset(), limit.figure(), figures.keySet()));
          }
          return new Check(limit, value);
        })
        .toList();
  }
}
