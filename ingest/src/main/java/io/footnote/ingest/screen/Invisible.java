package io.footnote.ingest.screen;

/**
 * Characters that show nothing: zero-width ones, tag characters, variation selectors, changes of
 * direction. Joiners stay where a script needs them, which is between letters beyond ASCII and
 * inside emoji. Pure.
 */
public final class Invisible {
  private static final int FIRST = 0xAD;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int RIGHT_TO_LEFT_MARK = 0x200F;
  private static final int BLACK_FLAG = 0x1F3F4;
  private static final int LONGEST_RUN = 5;
  private static final int MOST_INSIDE_WORDS = 2;

  private Invisible() {}

  /** The text without them. */
  public static String strip(String text) {
    if (!hasHidden(text)) {
      return text;
    }
    int[] all = text.codePoints().toArray();
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < all.length; i++) {
      if (!isHidden(all[i]) || isJoiner(all, i)) {
        visible.appendCodePoint(all[i]);
      }
    }
    return visible.toString();
  }

  /** Whether there are more of them, or others, than an honest text has. */
  static boolean isSuspicious(String text) {
    if (!hasHidden(text)) {
      return false;
    }
    int[] all = text.codePoints().toArray();
    int run = 0;
    int insideWords = 0;
    boolean flag = false;
    for (int i = 0; i < all.length; i++) {
      int one = all[i];
      if (!isHidden(one)) {
        run = 0;
        flag = one == BLACK_FLAG;
        continue;
      }
      run++;
      insideWords += one != 0xAD && isAsciiLetter(all, i - 1) && isAsciiLetter(all, i + 1) ? 1 : 0;
      boolean tag = one >= 0xE0000 && one <= 0xE007F && !flag;
      boolean override = one == 0x202D || one == 0x202E;
      if (tag || override || (run > LONGEST_RUN && !flag) || insideWords > MOST_INSIDE_WORDS) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasHidden(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST && isHidden(Character.isHighSurrogate(c) ? text.codePointAt(i) : c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHidden(int one) {
    return one >= FIRST && isHiddenBeyondAscii(one);
  }

  private static boolean isHiddenBeyondAscii(int one) {
    return one == 0xAD
        || one == 0x34F
        || one == 0x61C
        || one == 0x115F
        || one == 0x1160
        || one == 0x17B4
        || one == 0x17B5
        || (one >= 0x180B && one <= 0x180E)
        || (one >= 0x200B && one <= RIGHT_TO_LEFT_MARK)
        || (one >= 0x202A && one <= 0x202E)
        || (one >= 0x2060 && one <= 0x206F)
        || one == 0x3164
        || one == 0xFEFF
        || one == 0xFFA0
        || (one >= 0xFFF9 && one <= 0xFFFB)
        || (one >= 0xE0000 && one <= 0xE0FFF);
  }

  private static boolean isJoiner(int[] all, int at) {
    return all[at] >= ZERO_WIDTH_NON_JOINER
        && all[at] <= RIGHT_TO_LEFT_MARK
        && isOfAnotherScript(all, at - 1)
        && isOfAnotherScript(all, at + 1);
  }

  private static boolean isOfAnotherScript(int[] all, int at) {
    return at >= 0 && at < all.length && all[at] > 0x2FF && !isHidden(all[at]);
  }

  private static boolean isAsciiLetter(int[] all, int at) {
    return at >= 0 && at < all.length && all[at] < 0x80 && Character.isLetter(all[at]);
  }
}
