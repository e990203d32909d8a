package io.footnote.serve.engine.memory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns that ask to remember what they say: "remember that …", "note that …", "merke dir, dass …".
 * By these words at the beginning of what the user wrote and by nothing else, so no document can
 * bring anything about. Pure.
 */
public final class StatedFact {
  private static final Pattern ENGLISH =
      Pattern.compile(
          "(?:please,?\\s+)?(?:(?:remember|note|keep in mind|(?:don't|do not) forget)\\s+that\\s+"
              + "|(?:remember|(?:don't|do not) forget)\\s*:\\s*"
              // "remember my badge number is 4711", but not "remember my last question"
              + "|remember\\s+(?=(?:my|our|i|we)\\b.*\\b(?:is|are|am|was|were|have|has|live|work|prefer)\\b))"
              + "(?<fact>.+)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern GERMAN =
      Pattern.compile(
          "(?:bitte\\s+)?(?:merke?|notiere?)\\s+dir(?:\\s+bitte)?"
              + "(?:\\s*,?\\s+da(?:ss|ß)\\s+|\\s*:\\s*)(?<fact>.+)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

  private StatedFact() {}

  /** What a turn asks to remember; empty if it asks something else. */
  public static Optional<String> in(String turn) {
    String said = turn.strip();
    if (said.contains("?")) {
      return Optional.empty();
    }
    for (Pattern pattern : new Pattern[] {ENGLISH, GERMAN}) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.matches()) {
        return Optional.of(matcher.group("fact").strip());
      }
    }
    return Optional.empty();
  }
}
