package io.footnote.serve.engine.llm;

import io.footnote.serve.engine.model.Usage;
import java.util.OptionalDouble;

/**
 * What a model costs, in whatever currency its operator reckons.
 *
 * @param input for a million tokens it reads
 * @param output for a million tokens it writes
 */
public record Price(double input, double output) {
  private static final double TOKENS = 1e6;

  public Price {
    if (!(input >= 0 && output >= 0 && Double.isFinite(input + output))) {
      throw new IllegalArgumentException(
          "prices must be 0 or more, but got: input %s, output %s".formatted(input, output));
    }
  }

  /** Of one call; empty where its server does not say how much was read and written. */
  public OptionalDouble of(Usage usage) {
    return usage.totalTokens() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (input * usage.promptTokens() + output * usage.completionTokens()) / TOKENS);
  }
}
