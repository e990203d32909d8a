package io.footnote.index.lucene;

import java.util.Arrays;
import java.util.Set;

/**
 * Where words of some analyzed forms may stand in a text, found without analyzing it: an English
 * stemmer leaves the beginning of a word as it is, but for {@code y}, which it makes {@code i}.
 */
final class WordBeginnings {
  /** From here on there are scripts that do not separate words. */
  private static final char UNSPACED = '\u0590';

  private static final char NONE = '\0';

  /** Two characters each, in order; those of one character have no second one. */
  private final int[] beginnings;

  /**
   * @param terms analyzed forms
   */
  WordBeginnings(Set<String> terms) {
    beginnings =
        terms.stream()
            .filter(term -> !term.isEmpty())
            .mapToInt(term -> beginning(folded(term.charAt(0)), second(term, 0)))
            .sorted()
            .toArray();
  }

  /**
   * The text with spaces for what holds none of the forms, from white space to white space.
   * Everything else stands where it stood.
   */
  String only(String text) {
    char[] left = text.toCharArray();
    int from = 0;
    boolean wanted = false;
    boolean within = false;
    for (int at = 0; at <= left.length; at++) {
      if (at == left.length || Character.isWhitespace(left[at])) {
        if (!wanted) {
          Arrays.fill(left, from, at, ' ');
        }
        from = at + 1;
        wanted = false;
        within = false;
      } else {
        wanted = wanted || ((!within || left[at] >= UNSPACED) && begins(text, at));
        within = left[at] < UNSPACED && Character.isUnicodeIdentifierPart(left[at]);
      }
    }
    return new String(left);
  }

  private boolean begins(String text, int at) {
    char first = folded(text.charAt(at));
    return has(beginning(first, second(text, at))) || has(beginning(first, NONE));
  }

  private boolean has(int beginning) {
    return Arrays.binarySearch(beginnings, beginning) >= 0;
  }

  private static char second(String text, int at) {
    return at + 1 < text.length() ? folded(text.charAt(at + 1)) : NONE;
  }

  private static int beginning(char first, char second) {
    return first << Character.SIZE | second;
  }

  private static char folded(char one) {
    char lower = Character.toLowerCase(one);
    return lower == 'y' ? 'i' : lower;
  }
}
