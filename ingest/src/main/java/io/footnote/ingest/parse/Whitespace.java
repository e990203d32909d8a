package io.footnote.ingest.parse;

/** Normalises white space and removes what cannot be shown. */
final class Whitespace {
  private Whitespace() {}

  /**
   * Runs of white space become one space, or one line break if they contain one; white space at
   * both ends goes. Control characters count as white space; zero-width ones and soft hyphens go.
   */
  static String collapse(CharSequence content) {
    StringBuilder clean = new StringBuilder(content.length());
    boolean space = false;
    boolean lineBreak = false;
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (isIgnorable(c)) {
        continue;
      }
      if (isSpace(c)) {
        space = true;
        lineBreak |= c == '\n' || c == '\u2028' || c == '\u2029';
        continue;
      }
      if (space && !clean.isEmpty()) {
        clean.append(lineBreak ? '\n' : ' ');
      }
      space = false;
      lineBreak = false;
      clean.append(c);
    }
    return clean.toString();
  }

  /**
   * Keeps indentation and line breaks; removes blank lines at both ends and spaces at line ends.
   */
  static String trimLines(CharSequence content) {
    StringBuilder clean = new StringBuilder(content.length());
    int blankLines = 0;
    for (String line : content.toString().split("\r\n|[\n\r\u2028\u2029]", -1)) {
      String kept = printable(line).stripTrailing();
      if (kept.isEmpty()) {
        blankLines++;
        continue;
      }
      if (!clean.isEmpty()) {
        clean.repeat('\n', blankLines + 1);
      }
      blankLines = 0;
      clean.append(kept);
    }
    return clean.toString().strip();
  }

  private static String printable(String line) {
    StringBuilder kept = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!isIgnorable(c)) {
        kept.append(c != '\t' && Character.isISOControl(c) ? ' ' : c);
      }
    }
    return kept.toString();
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  private static boolean isIgnorable(char c) {
    return c == '\u00AD' || c == '\u200B' || c == '\u2060' || c == '\uFEFF';
  }
}
