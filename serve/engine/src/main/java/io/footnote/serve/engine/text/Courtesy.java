package io.footnote.serve.engine.text;

import java.util.regex.Pattern;

/** The polite words around a question, which are no part of what it asks. Pure. */
public final class Courtesy {
  private static final Pattern GREETING =
      Pattern.compile(
          "^\\s*(?:hi|hello|hey|hallo|bonjour|hola|(?:good|guten) (?:morning|afternoon|evening|day|tag|morgen|abend))"
              + "(?: (?:there|again|all|everyone|everybody|team|footnote|zusammen))?"
              + "(?:\\s*[,!.:;–-]+\\s*|\\s+(?=(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does"
              + "|did|can|could|may|must|should|will|would|please|wer|was|wann|wo|warum|wie|welche[rs]?|kann|darf)\\b))",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern THANKS =
      Pattern.compile(
          "(?<=[?.!,])\\s*(?:many thanks|thanks|thank you|thx|cheers|danke|merci|gracias)"
              + "(?: (?:so much|very much|a lot|in advance|again|schön|im voraus|beaucoup|d'avance))?\\s*[.!]*\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Courtesy() {}

  /** A turn without a greeting before it and thanks after it; as it is if nothing else is in it. */
  public static String without(String turn) {
    String rest = THANKS.matcher(GREETING.matcher(turn).replaceFirst("")).replaceFirst("");
    return rest.codePoints().anyMatch(Character::isLetterOrDigit) ? rest : turn;
  }
}
