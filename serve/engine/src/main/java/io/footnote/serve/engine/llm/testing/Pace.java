package io.footnote.serve.engine.llm.testing;

import java.time.Duration;

/**
 * How fast a model writes.
 *
 * @param firstToken time until its first token
 * @param betweenTokens time between two tokens
 */
public record Pace(Duration firstToken, Duration betweenTokens) {
  public static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO);

  public Pace {
    if (firstToken.isNegative() || betweenTokens.isNegative()) {
      throw new IllegalArgumentException(
          "a pace must be at least 0, but got: " + firstToken + " and " + betweenTokens);
    }
  }

  /** The time before the token of this number, from 0. */
  Duration before(int token) {
    return token == 0 ? firstToken : betweenTokens;
  }
}
