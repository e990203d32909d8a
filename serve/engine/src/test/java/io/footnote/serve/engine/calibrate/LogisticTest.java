package io.footnote.serve.engine.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticTest {
  private enum Signal {
    HEAT,
    LIGHT
  }

  private static Logistic<Signal> of(String json) throws Exception {
    return Logistic.of(Signal.class, new ObjectMapper().readTree(json), "fire.json");
  }

  @Test
  void theProbabilityIsTheLogisticOfTheWeightedSum() throws Exception {
    Logistic<Signal> model =
        of(
            "{'version': 'v1', 'fitted': 'by hand', 'bias': -1, 'coefficients': {'heat': 2, 'light': 0.5}}"
                .replace('\'', '"'));
    assertThat(model.version()).isEqualTo("v1");
    // -1 + 2 * 1 + 0.5 * 2 = 2
    assertThat(model.probability(Map.of(Signal.HEAT, 1.0, Signal.LIGHT, 2.0)))
        .isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
    assertThat(model.probability(Map.of())).isCloseTo(1 / (1 + Math.E), within(1e-12));
  }

  /** Sums of other orders differ in the last bit, by which a replayed decision would differ. */
  @Test
  void theOrderOfTheSignalsDoesNotCount() throws Exception {
    Logistic<Signal> model =
        of(
            "{'version': 'v1', 'fitted': 'by hand', 'bias': 0.1, 'coefficients': {'heat': 0.7, 'light': 1.3}}"
                .replace('\'', '"'));
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      double heat = random.nextDouble();
      double light = random.nextDouble();
      Map<Signal, Double> one = new LinkedHashMap<>();
      one.put(Signal.HEAT, heat);
      one.put(Signal.LIGHT, light);
      Map<Signal, Double> other = new LinkedHashMap<>();
      other.put(Signal.LIGHT, light);
      other.put(Signal.HEAT, heat);
      assertThat(model.probability(other))
          .as("-Dfootnote.seed=%d", seed)
          .isEqualTo(model.probability(one));
    }
  }

  @Test
  void coefficientsMustBeThoseOfTheSignals() {
    assertThatThrownBy(() ->
            of("{\"fitted\": \"x\", \"bias\": 0, \"coefficients\": {\"heat\": 1, \"cold\": 2}}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "fire.json must have a number for each of [heat, light] and nothing else, but has:"
                + " {\"heat\":1,\"cold\":2}");
  }

  @Test
  void whatItWasFittedOnMustBeSaid() {
    assertThatThrownBy(() -> of("{\"bias\": 0, \"coefficients\": {\"heat\": 1, \"light\": 2}}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("fire.json must have a 'bias' and say what it is 'fitted' on");
  }
}
