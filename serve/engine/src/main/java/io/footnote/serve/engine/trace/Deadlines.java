package io.footnote.serve.engine.trace;

import java.time.Duration;

/**
 * How long stages may take. A stage that the request can do without is skipped when it is late;
 * otherwise the request fails.
 *
 * @param optional of stages that the request can do without: to recall, to rewrite, to remember
 * @param answer of stages that write or check an answer
 * @param other of all others
 */
public record Deadlines(Duration optional, Duration answer, Duration other) {
  /**
   * A local model on a small machine takes minutes for a long answer; all else that takes this long
   * hangs.
   */
  public static final Deadlines STANDARD =
      new Deadlines(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(1));

  public Deadlines {
    check("optional", optional);
    check("answer", answer);
    check("other", other);
  }

  private static void check(String name, Duration deadline) {
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException(name + " must be more than 0, but got: " + deadline);
    }
  }

  /** These with another deadline for answers. */
  public Deadlines withAnswer(Duration longest) {
    return new Deadlines(optional, longest, other);
  }

  /** Of a stage that the request cannot do without. */
  Duration of(String stage) {
    return switch (stage) {
      case "answer", "check" -> answer;
      default -> other;
    };
  }
}
