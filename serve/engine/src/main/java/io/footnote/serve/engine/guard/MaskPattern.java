package io.footnote.serve.engine.guard;

import java.util.regex.Pattern;

/**
 * Something to mask.
 *
 * @param name letters alone; shown in placeholders, for example {@code EMAIL}
 * @param pattern what to mask
 */
public record MaskPattern(String name, Pattern pattern) {
  public MaskPattern {
    if (!name.matches("[A-Za-z]+")) {
      throw new IllegalArgumentException(
          "the name of a mask must be letters alone, but got: '" + name + "'");
    }
    if (pattern.matcher("").find()) {
      throw new IllegalArgumentException(
          "the pattern of mask " + name + " matches the empty text; it would mask everything");
    }
  }

  /**
   * @throws IllegalArgumentException if {@code regex} is not a regular expression of Java
   */
  public static MaskPattern of(String name, String regex) {
    return new MaskPattern(name, Pattern.compile(regex));
  }
}
