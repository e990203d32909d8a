package io.footnote.serve.engine.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A logistic regression over named signals: the probability is {@code 1 / (1 + exp(-(bias + sum of
 * coefficient * signal)))}. Fitted outside; what is fitted, on what, and how well is in the
 * resource that it is read from. Immutable.
 *
 * @param <S> the signals, each a constant
 */
public final class Logistic<S extends Enum<S>> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String version;
  private final double bias;
  private final Map<S, Double> coefficients;

  private Logistic(String version, double bias, Map<S, Double> coefficients) {
    this.version = version;
    this.bias = bias;
    this.coefficients = coefficients;
  }

  /**
   * Reads coefficients from a JSON resource beside the class {@code owner}: {@code version}, {@code
   * fitted} (how and on what), {@code bias}, and {@code coefficients} by the names of the signals
   * in lower case.
   *
   * @throws IllegalStateException if the resource is missing, or its signals are not exactly those
   *     of {@code signals}
   */
  public static <S extends Enum<S>> Logistic<S> read(
      Class<?> owner, Class<S> signals, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program's jar lacks " + resource);
      }
      return of(signals, JSON.readTree(in), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read: " + e.getMessage(), e);
    }
  }

  static <S extends Enum<S>> Logistic<S> of(Class<S> signals, JsonNode json, String resource) {
    JsonNode written = json.path("coefficients");
    Map<S, Double> coefficients = new EnumMap<>(signals);
    for (S signal : signals.getEnumConstants()) {
      JsonNode value = written.path(signal.name().toLowerCase(Locale.ROOT));
      if (value.isNumber()) {
        coefficients.put(signal, value.doubleValue());
      }
    }
    int known = signals.getEnumConstants().length;
    if (coefficients.size() != known || written.size() != known) {
      throw new IllegalStateException(
          resource
              + " must have a number for each of "
              + Arrays.toString(signals.getEnumConstants()).toLowerCase(Locale.ROOT)
              + " and nothing else, but has: "
              + written);
    }
    if (!json.path("bias").isNumber() || json.path("fitted").isMissingNode()) {
      throw new IllegalStateException(
          resource + " must have a 'bias' and say what it is 'fitted' on");
    }
    return new Logistic<>(
        json.path("version").asText(), json.path("bias").doubleValue(), coefficients);
  }

  /** Names the fit, for traces. */
  public String version() {
    return version;
  }

  /**
   * The probability; a signal that is not given counts as 0. Summed up in the order of the signals,
   * so that it is the same to the last bit whatever the map.
   */
  public double probability(Map<S, Double> signals) {
    double logit = bias;
    for (Map.Entry<S, Double> signal : new TreeMap<>(signals).entrySet()) {
      logit += coefficients.getOrDefault(signal.getKey(), 0.0) * signal.getValue();
    }
    return 1 / (1 + Math.exp(-logit));
  }
}
