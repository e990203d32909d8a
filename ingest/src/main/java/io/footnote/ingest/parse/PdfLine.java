package io.footnote.ingest.parse;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a PDF's text.
 *
 * @param number of the line in the document, so that no two are equal
 * @param page from 1; 0 outside pages
 * @param block number of the paragraph that the layout puts it in
 * @param style how it is set; null if that is not known
 */
record PdfLine(int number, int page, int block, String text, PdfLineStyles.@Nullable Style style) {
  /** A number, an amount, a percentage, a dash for none, or a sign that is set apart. */
  private static final Pattern VALUE =
      Pattern.compile("[$€£¥(+\\-−–]*\\d[\\d,.]*\\)?%?(?:\\(\\d\\))?|[—–-]+|[$€£¥%)]+|\\)%|NM|n/a");

  private static final Pattern SIGN = Pattern.compile("[$€£¥%)]+");
  private static final Pattern MONTH =
      Pattern.compile(
          "(?i)(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
              + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?");
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
  private static final Pattern PERIOD =
      Pattern.compile(
          "(?i)(?:19|20)\\d\\d,?|\\d{1,2},?|and|vs\\.?|to|the|as|of|at|for|in|from|months?|years?|quarters?|weeks?|ended|ending|"
              + "fiscal|first|second|third|fourth|full|three|six|nine|twelve|total|change|percent|%|\\$|amount|"
              + "jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?|july?|aug(?:ust|\\.)?|"
              + "sep(?:tember|t\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?|increase|decrease|/|\\(decrease\\)|q[1-4]");

  /** A line of a table of contents. */
  private static final Pattern CONTENTS = Pattern.compile(".*\\s\\d{1,3}");

  /** What stands for a page in a table of contents if it is no number. */
  private static final Pattern LAST_OF_CONTENTS = Pattern.compile("[ivx]+|N/A");

  private static final int LONGEST_LABEL = 90;
  private static final int SHORTEST_PROSE = 45;

  List<String> words() {
    return List.of(text.split("\\s+"));
  }

  int columns() {
    return style == null ? 1 : style.columns();
  }

  boolean hasLetters(int least) {
    return text.codePoints().filter(Character::isLetter).limit(least).count() == least;
  }

  /** Whether it looks like a row of amounts. */
  boolean isRow() {
    int values = trailingValues();
    return style == null ? values >= 2 : values >= 1 && style.columns() >= 2;
  }

  /** Whether it can be a row's label: a part of a table but without amounts. */
  boolean isLabel() {
    return text.length() <= LONGEST_LABEL && !text.endsWith(".");
  }

  /** Whether it names columns by dates and periods, as financial tables do. */
  boolean namesPeriods() {
    List<String> words = words();
    return words.size() >= 2
        && !hasAmounts()
        && words.stream().allMatch(word -> PERIOD.matcher(word).matches());
  }

  /** Whether it can name columns: several pieces and no amount but years. */
  boolean namesColumns() {
    return namesPeriods()
        || (columns() >= 2 && text.length() <= 2 * LONGEST_LABEL && hasLetters(2) && !hasAmounts());
  }

  /** Whether it names columns beyond doubt, so that a table can begin with it. */
  boolean certainlyNamesColumns() {
    return namesColumns()
        && (columns() >= 2 || words().stream().filter(w -> YEAR.matcher(w).matches()).count() >= 2);
  }

  /** Whether it looks like a line of running text or an item of a list. */
  boolean isProse() {
    if (text.startsWith("•") || text.startsWith("–") || text.startsWith("●")) {
      return true;
    }
    long letters =
        text.codePoints().filter(c -> Character.isLetter(c) || Character.isWhitespace(c)).count();
    return text.length() >= SHORTEST_PROSE
        && columns() == 1
        && !CONTENTS.matcher(text).matches()
        && letters >= text.length() * 0.75
        && !isRow();
  }

  /** Whether there are numbers other than years and days of months. */
  private boolean hasAmounts() {
    List<String> words = words();
    if (LAST_OF_CONTENTS.matcher(words.getLast()).matches()) {
      return true;
    }
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean day = i > 0 && MONTH.matcher(words.get(i - 1)).matches();
      if (VALUE.matcher(word).matches()
          && !SIGN.matcher(word).matches()
          && !YEAR.matcher(word).matches()
          && !(day && word.matches("\\d{1,2},?"))) {
        return true;
      }
    }
    return false;
  }

  private int trailingValues() {
    List<String> words = words();
    int values = 0;
    for (int i = words.size() - 1; i >= 0 && VALUE.matcher(words.get(i)).matches(); i--) {
      values += SIGN.matcher(words.get(i)).matches() ? 0 : 1;
    }
    return values;
  }
}
