package io.footnote.eval.answers;

/**
 * A sentence made wrong in one place.
 *
 * @param text the wrong sentence
 */
public record PlantedError(Kind kind, String text) {

  /** What is wrong. */
  public enum Kind {
    /** A number or a month is another one. */
    NUMBER,
    /** A name is another one, or two names have changed places. */
    NAME,
    /** What was said is denied, or the reverse. */
    NEGATION
  }
}
