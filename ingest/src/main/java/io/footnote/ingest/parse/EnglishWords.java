package io.footnote.ingest.parse;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Recognises English by the words that hold its sentences together, which are every fourth word of
 * English prose and hardly ever words of another language. Costs a hundredth of comparing n-grams;
 * what it does not recognise may be English all the same. Pure.
 */
final class EnglishWords {
  /**
   * Left out are words that are frequent elsewhere too, such as "a", "in", "is", "on", "was", "we"
   * and "for".
   */
  private static final Set<String> WORDS =
      Set.of(
          "the", "of", "and", "to", "that", "this", "these", "with", "from", "which", "were",
          "been", "by", "their", "have", "has", "not", "are");

  private static final int LONGEST = 5;
  private static final int LAST_ASCII = 0x7F;

  /** Fewer words tell little. */
  private static final int MIN_WORDS = 25;

  /** A text of which a third is in another language has fewer. */
  private static final double MIN_SHARE = 0.16;

  /** English quoted in a text in another script does not make it English. */
  private static final double MAX_FOREIGN_LETTERS = 0.1;

  /** Some names and titles say one of the words again and again. */
  private static final int MIN_DIFFERENT = 4;

  private EnglishWords() {}

  /** Whether a text is English for certain. */
  static boolean suffice(String text) {
    int letters = 0;
    int foreign = 0;
    int words = 0;
    int known = 0;
    Set<String> different = new HashSet<>();
    int start = 0; // of the word that may end here
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && Character.isLetter(text.charAt(i))) {
        letters++;
        foreign += text.charAt(i) > LAST_ASCII ? 1 : 0;
        continue;
      }
      if (i > start) {
        words++;
        String word = i - start > LONGEST ? "" : text.substring(start, i).toLowerCase(Locale.ROOT);
        if (WORDS.contains(word)) {
          known++;
          different.add(word);
        }
      }
      start = i + 1;
    }
    return words >= MIN_WORDS
        && known >= MIN_SHARE * words
        && different.size() >= MIN_DIFFERENT
        && foreign <= MAX_FOREIGN_LETTERS * letters;
  }
}
