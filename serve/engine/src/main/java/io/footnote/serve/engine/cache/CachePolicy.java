package io.footnote.serve.engine.cache;

import java.time.Duration;

/**
 * When an answer is given again.
 *
 * @param afterChange how long an answer is given again although its collections changed since,
 *     while every passage it cites is unchanged; zero for not at all
 */
public record CachePolicy(CacheMode mode, Duration afterChange) {
  /**
   * The same question to the same content has the same answer, so nobody notices but by the time it
   * takes. That two wordings ask the same is a judgement, so an operator decides whether to trust
   * it.
   */
  public static final CachePolicy STANDARD = new CachePolicy(CacheMode.EXACT, Duration.ZERO);

  public CachePolicy {
    if (afterChange.isNegative()) {
      throw new IllegalArgumentException(
          "the time after a change must not be negative, but got: " + afterChange);
    }
  }
}
