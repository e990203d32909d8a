package io.footnote.serve.engine.text;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.text.TextUnit.Kind;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits extracted text into sentences, list items, table rows and lines. Sentences are found by
 * the platform's Unicode rules (UAX #29), then joined again where an abbreviation, an initial or a
 * list number was taken for an end. Pure.
 */
public final class Sentences {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          ("dr mr mrs ms prof sr jr st vs etc e.g i.e eg ie cf fig figs no nos art sec sect ch vol"
                  + " pp p ed eds al approx ca dept est inc ltd co corp u.s u.k u.n d.c jan feb mar"
                  + " apr jun jul aug sep sept oct nov dec gen col lt sgt capt rev hon gov sen rep"
                  + " ph.d m.d b.c a.d a.m p.m lit para z.b bzw ggf abs nr")
              .split(" "));
  private static final Pattern ITEM =
      Pattern.compile("(?:[-*+•‣◦▪–]|\\(?\\d{1,3}[.)]|\\(?[a-zA-Z][.)])\\s+\\S.*", Pattern.DOTALL);
  private static final Pattern LINE = Pattern.compile("[^\\n]*\\n?");

  /** A row of a table whose cells were lost. */
  private static final Pattern ENDS_WITH_FIGURES = Pattern.compile("(?:\\s[£€$]?\\d[\\d.,%]*){2}$");

  private static final String ENDS = ".!?:;…。！？";

  /** A line shorter than this that ends no sentence is not the wrapped line of a paragraph. */
  private static final int WRAP_COLUMN = 45;

  private Sentences() {}

  /** The units of {@code text}, in order, without overlap. */
  public static List<TextUnit> split(String text) {
    List<TextUnit> units = new ArrayList<>();
    int blockStart = 0;
    Kind blockKind = Kind.SENTENCE;
    String previous = "";
    Matcher lines = LINE.matcher(text);
    while (lines.find() && lines.end() > lines.start()) {
      String line = lines.group().strip();
      boolean row = isRow(line);
      boolean item = ITEM.matcher(line).matches();
      boolean fresh =
          line.isEmpty() || row || item || blockKind == Kind.ROW || endsBlock(previous, line);
      if (fresh) {
        addBlock(text, blockStart, lines.start(), blockKind, units);
        blockStart = lines.start();
        blockKind = row ? Kind.ROW : item ? Kind.ITEM : Kind.SENTENCE;
      }
      previous = line;
    }
    addBlock(text, blockStart, text.length(), blockKind, units);
    return LooseLines.settle(text, units);
  }

  private static boolean isRow(String line) {
    return line.contains("\t") || line.contains(" | ");
  }

  private static boolean endsBlock(String previous, String line) {
    if (previous.isEmpty()) {
      return true;
    }
    boolean ended = ENDS.indexOf(previous.charAt(previous.length() - 1)) >= 0;
    boolean begins =
        !Character.isLowerCase(line.codePointAt(0)) || ENDS_WITH_FIGURES.matcher(line).find();
    return !ended && previous.length() < WRAP_COLUMN && begins;
  }

  private static void addBlock(String text, int from, int to, Kind kind, List<TextUnit> units) {
    Span block = trimmed(text, from, to);
    if (block.length() == 0) {
      return;
    }
    if (kind == Kind.ROW) {
      units.add(new TextUnit(kind, block));
      return;
    }
    String content = text.substring(block.start(), block.end());
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(content);
    int start = breaks.first();
    boolean first = true;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (end < content.length() && !endsSentence(content, start, end)) {
        continue;
      }
      Span span = trimmed(text, block.start() + start, block.start() + end);
      if (span.length() > 0) {
        units.add(new TextUnit(kindOf(text, span, first ? kind : Kind.SENTENCE), span));
      }
      first = false;
      start = end;
    }
  }

  private static Kind kindOf(String text, Span span, Kind kind) {
    char last = text.charAt(span.end() - 1);
    boolean ended = ENDS.indexOf(last) >= 0 || "\"'”’)]".indexOf(last) >= 0;
    return kind == Kind.SENTENCE && !ended && span.length() < 2 * WRAP_COLUMN ? Kind.LABEL : kind;
  }

  /** Whether the break after {@code content[start, end)} is the end of a sentence. */
  private static boolean endsSentence(String content, int start, int end) {
    String sentence = content.substring(start, end).strip();
    if (!sentence.endsWith(".")) {
      return true;
    }
    int begin = Math.max(sentence.lastIndexOf(' '), sentence.lastIndexOf('\n')) + 1;
    String written =
        sentence.substring(begin, sentence.length() - 1).replaceAll("^[(\\[\"'“]+", "");
    String word = written.toLowerCase(Locale.ROOT);
    // A small letter is a unit ("0.7 m."), which may well end a sentence.
    boolean initial =
        written.length() == 1 && Character.isUpperCase(written.charAt(0)) && !word.equals("i");
    boolean number = sentence.length() <= 4 && word.chars().allMatch(Character::isDigit);
    return !(initial || number || ABBREVIATIONS.contains(word));
  }

  private static Span trimmed(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return new Span(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
