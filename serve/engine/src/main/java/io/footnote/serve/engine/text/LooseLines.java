package io.footnote.serve.engine.text;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.text.TextUnit.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells lines that state something from those that only name what follows. PDF keeps no cells: a
 * row of a table comes as a short line without full stop, as the bullet of a slide does. Pure.
 */
final class LooseLines {
  /** A label with this many words is taken for a statement; headings are seldom so long. */
  private static final int WORDS_OF_A_STATEMENT = 6;

  /** The same where a figure is among them that is not a year, as titles have. */
  private static final int WORDS_WITH_A_FIGURE = 3;

  private static final Pattern FIGURE =
      Pattern.compile("(?<![\\p{L}\\d.-])(?!(?:19|20)\\d{2}(?!\\d))\\d");
  private static final Pattern SECTION_NUMBER = Pattern.compile("^\\(?\\d+(?:\\.\\d+)*[.)]?\\s+");
  private static final Pattern DIGIT = Pattern.compile("\\d");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** {@code Page 3 of 9}: a running header or footer. */
  private static final Pattern PAGE_NUMBER =
      Pattern.compile("\\b(?:Page|Seite|p\\.)\\s*\\d+(?:\\s*(?:of|von|/)\\s*\\d+)?");

  /** {@code P1}, {@code E31}, {@code TL-1240}: what rows of a list of codes begin with. */
  private static final Pattern CODE = Pattern.compile("^(\\p{Lu}{1,3}-?)\\d{1,5}\\s");

  private LooseLines() {}

  /** The same text, with rows put together and labels that state something made lines. */
  static List<TextUnit> settle(String text, List<TextUnit> units) {
    List<TextUnit> joined = joinCodedRows(text, units);
    List<TextUnit> settled = new ArrayList<>();
    for (TextUnit unit : joined) {
      boolean line = unit.kind() == Kind.LABEL && states(written(text, unit));
      settled.add(line ? new TextUnit(Kind.LINE, unit.span()) : unit);
    }
    for (int i = 0; i + 1 < settled.size(); i++) {
      TextUnit next = settled.get(i + 1);
      boolean aboveList = next.kind() == Kind.ITEM || next.kind() == Kind.ROW;
      boolean aboveLines =
          i + 2 < settled.size() && isHeaderOf(text, settled.get(i), next, settled.get(i + 2));
      if (settled.get(i).kind() == Kind.LINE && (aboveList || aboveLines)) {
        settled.set(i, new TextUnit(Kind.LABEL, settled.get(i).span()));
      }
    }
    return settled;
  }

  private static boolean states(String label) {
    String rest = SECTION_NUMBER.matcher(label).replaceFirst("");
    if (PAGE_NUMBER.matcher(label).find()) {
      return false;
    }
    int words = SPACE.split(rest).length;
    return words >= WORDS_OF_A_STATEMENT
        || (words >= WORDS_WITH_A_FIGURE && FIGURE.matcher(rest).find())
        || (words >= WORDS_WITH_A_FIGURE && !rest.equals(label) && rest.contains(":"));
  }

  /** A line without figures right above rows of figures names their columns. */
  private static boolean isHeaderOf(String text, TextUnit unit, TextUnit next, TextUnit afterNext) {
    return next.kind() == Kind.LINE
        && afterNext.kind() == Kind.LINE
        && !DIGIT.matcher(written(text, unit)).find()
        && DIGIT.matcher(written(text, next)).find()
        && DIGIT.matcher(written(text, afterNext)).find();
  }

  /**
   * Cells that wrapped stand in blocks of their own: what follows a code up to the next code of the
   * same kind goes with it, as far as it does not start something new.
   */
  private static List<TextUnit> joinCodedRows(String text, List<TextUnit> units) {
    Map<String, Integer> codes = new HashMap<>();
    for (TextUnit unit : units) {
      codes.merge(codeOf(written(text, unit)), 1, Integer::sum);
    }
    List<TextUnit> joined = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      TextUnit unit = units.get(i);
      String code = codeOf(written(text, unit));
      if (unit.kind() == Kind.LABEL && !code.isEmpty() && codes.getOrDefault(code, 0) > 1) {
        int last = i;
        while (last + 1 < units.size() && continues(text, units.get(last + 1), last == i)) {
          last++;
        }
        if (last > i) {
          Span span = new Span(unit.span().start(), units.get(last).span().end());
          joined.add(new TextUnit(Kind.LINE, span));
          i = last;
          continue;
        }
      }
      joined.add(unit);
    }
    return joined;
  }

  private static boolean continues(String text, TextUnit next, boolean first) {
    String written = written(text, next);
    if (!codeOf(written).isEmpty() || PAGE_NUMBER.matcher(written).find()) {
      return false;
    }
    boolean lower = Character.isLowerCase(written.codePointAt(0));
    return next.kind() == Kind.LABEL
        ? first || lower
        : next.kind() == Kind.SENTENCE && (first || lower);
  }

  private static String codeOf(String written) {
    Matcher code = CODE.matcher(written);
    return code.find() ? code.group(1) : "";
  }

  private static String written(String text, TextUnit unit) {
    return text.substring(unit.span().start(), unit.span().end());
  }
}
