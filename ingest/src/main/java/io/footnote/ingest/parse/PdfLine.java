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

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
  private static final Pattern PERIOD =
      Pattern.compile(
          "(?i)(?:19|20)\\d\\d,?|\\d{1,2},?|and|vs\\.?|to|the|as|of|at|for|in|from|months?|years?|quarters?|weeks?|ended|ending|"
              + "fiscal|first|second|third|fourth|full|three|six|nine|twelve|total|change|percent|%|\\$|amount|"
              + "jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?|july?|aug(?:ust|\\.)?|"
              + "sep(?:tember|t\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?|increase|decrease|/|\\(decrease\\)|q[1-4]");

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
    return words.size() >= 2 && words.stream().allMatch(word -> PERIOD.matcher(word).matches());
  }

  /** Whether it can name columns: several pieces and no amount but years. */
  boolean namesColumns() {
    return namesPeriods()
        || (columns() >= 2
            && text.length() <= 2 * LONGEST_LABEL
            && words().stream()
                .noneMatch(
                    word -> VALUE.matcher(word).matches() && !PERIOD.matcher(word).matches()));
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
    return text.length() >= SHORTEST_PROSE && letters >= text.length() * 0.75 && !isRow();
  }

  int trailingValues() {
    List<String> words = words();
    int values = 0;
    for (int i = words.size() - 1; i >= 0 && VALUE.matcher(words.get(i)).matches(); i--) {
      values += words.get(i).matches("[$€£¥%)]+|\\)%") ? 0 : 1;
    }
    return values;
  }
}
