package io.footnote.ingest.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells headings in the lines of a PDF. A heading is short and set apart: bold, larger than most
 * text, in capitals or numbered, and running text follows it. A wrong heading would stand in the
 * context of all that follows, so what is in doubt is none: rows of tables, names of columns, bold
 * passages, covers of long documents.
 */
final class PdfHeadings {
  private static final int LONGEST_LINE = 150;
  private static final int LONGEST_HEADING = 220;
  private static final int MOST_LINES = 3;

  /** With more headings, rare ways to set one make no level of their own. */
  private static final int MANY_HEADINGS = 20;

  private static final int FEWEST_OF_A_LEVEL = 3;

  /** A style with a larger share of the text is one of running text, whatever its size. */
  private static final double MOST_OF_HEADINGS = 0.1;

  /** Larger than most text by this factor is a heading's size. */
  private static final double LARGER = 1.12;

  private static final double[] SIZE_STEPS = {LARGER, 1.25, 1.4, 1.7};

  /** Where more than this share of the text is bold, bold marks nothing. */
  private static final double MOSTLY_BOLD = 0.35;

  /** A document with more pages has a cover, whose lines head nothing. */
  private static final int PAGES_WITHOUT_COVER = 20;

  /** What {@link #DIVISION} does not match. */
  private static final int NO_DIVISION = 3;

  /** Depth of a heading without a number: inside those with one. */
  private static final int UNNUMBERED = 9;

  private static final Pattern DIVISION =
      Pattern.compile(
          "(?i)(?<name>part|item|chapter|section|article|note|annex|appendix|schedule)\\s+"
              + "(?:[IVX]+|[A-Z]|\\d+[A-Z]?)(?:\\.\\d+)*(?:[.:—–-]|\\s|$).*");
  private static final Pattern NUMBERED =
      Pattern.compile("(?<number>\\d{1,2}(?:\\.\\d{1,2}){0,3})\\.?\\s+\\p{Lu}.*");
  private static final Pattern FIRST = Pattern.compile("[\\p{Lu}\\d“\"‘'].*");
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(?i).*(?:[,;–—-]|\\b(?:and|or|of|the|in|for|to|with|by|a|an|on|from|ended))$");
  private static final Pattern AMOUNT =
      Pattern.compile(".*(?:[$€£]|\\d,\\d{3}|\\d%|\\d\\.\\d{2}\\b|_{3}|/s/|https?:|@).*");
  private static final Pattern ENDS_WITH_NUMBER = Pattern.compile(".*\\s[\\divx]{1,4}$");

  private final List<PdfLine> lines;
  private final int pages;
  private final double bodySize;
  private final boolean boldTells;
  private final Map<PdfLineStyles.Style, Double> shares = new HashMap<>();
  private final Map<PdfLine, Key> keys = new HashMap<>();

  /**
   * @param level 1 to 6
   * @param continued whether the line goes on with the heading of the line before
   */
  record Heading(int level, boolean continued) {}

  /** Sorts headings from the outermost inward. */
  private record Key(int division, int size, int depth, boolean capitals, boolean bold)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingInt(Key::division)
            .thenComparing(Comparator.comparingInt(Key::size).reversed())
            .thenComparing(key -> !key.capitals())
            .thenComparingInt(Key::depth)
            .thenComparing(key -> !key.bold());

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private PdfHeadings(List<PdfLine> lines, int pages) {
    this.lines = lines;
    this.pages = pages;
    Map<Double, Integer> sizes = new HashMap<>();
    long bold = 0;
    long all = 0;
    for (PdfLine line : lines) {
      PdfLineStyles.Style style = line.style();
      if (style != null) {
        sizes.merge(style.size(), line.text().length(), Integer::sum);
        shares.merge(style.unspaced(), (double) line.text().length(), Double::sum);
        all += line.text().length();
        bold += style.bold() ? line.text().length() : 0;
      }
    }
    this.bodySize =
        sizes.entrySet().stream()
            .max(
                Map.Entry.<Double, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(0.0);
    double length = Math.max(1, all);
    shares.replaceAll((_, characters) -> characters / length);
    this.boldTells = bold > 0 && bold <= all * MOSTLY_BOLD;
  }

  /**
   * @param lines in order, without running headers and footers
   * @return the headings' lines
   */
  static Map<PdfLine, Heading> of(List<PdfLine> lines, int pages) {
    PdfHeadings headings = new PdfHeadings(lines, pages);
    List<List<PdfLine>> found = headings.find();
    List<Key> levels = levels(found.stream().map(headings::key).toList());
    Map<PdfLine, Heading> result = new HashMap<>();
    for (List<PdfLine> heading : found) {
      int level = level(levels, headings.key(heading));
      heading.forEach(
          line -> result.put(line, new Heading(level, !line.equals(heading.getFirst()))));
    }
    return result;
  }

  /** What makes a level of its own: what is used often, or divisions. */
  private static List<Key> levels(List<Key> used) {
    Map<Key, Integer> counts = new TreeMap<>();
    used.forEach(key -> counts.merge(key, 1, Integer::sum));
    int often = used.size() > MANY_HEADINGS ? FEWEST_OF_A_LEVEL : 1;
    return counts.entrySet().stream()
        .filter(count -> count.getValue() >= often || count.getKey().division() < NO_DIVISION)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The level of the key, or of the next one inward if it has none. */
  private static int level(List<Key> levels, Key key) {
    int level = 0;
    while (level < levels.size() - 1 && levels.get(level).compareTo(key) < 0) {
      level++;
    }
    return Math.min(6, level + 1);
  }

  private Key key(List<PdfLine> heading) {
    return keys.computeIfAbsent(heading.getFirst(), this::key);
  }

  private Key key(PdfLine line) {
    PdfLineStyles.Style style = line.style();
    Matcher division = DIVISION.matcher(line.text());
    Matcher number = NUMBERED.matcher(line.text());
    int outer = NO_DIVISION;
    if (division.matches()) {
      outer =
          switch (division.group("name").toLowerCase(Locale.ROOT)) {
            case "part" -> 0;
            case "item", "chapter" -> 1;
            default -> 2;
          };
    }
    return new Key(
        outer,
        outer < NO_DIVISION || style == null ? 0 : step(style.size()),
        number.matches() ? number.group("number").split("\\.").length : UNNUMBERED,
        outer == NO_DIVISION && isCapitals(line.text()),
        outer == NO_DIVISION && style != null && style.bold() && !style.italic());
  }

  /** Sizes in steps, because small differences mean nothing. */
  private int step(double size) {
    double factor = size / bodySize;
    int step = 0;
    for (double larger : SIZE_STEPS) {
      step += factor >= larger ? 1 : 0;
    }
    return step;
  }

  /** From the end, because a heading before a heading is one if the second is. */
  private List<List<PdfLine>> find() {
    List<List<PdfLine>> found = new ArrayList<>();
    @Nullable PdfLine next = null;
    boolean nextIsHeading = false;
    int end = lines.size();
    while (end > 0) {
      int start = start(end);
      List<PdfLine> run = lines.subList(start, end);
      boolean heading = next != null && isHeading(run, start, next, nextIsHeading);
      if (heading) {
        found.addFirst(run);
      }
      next = run.getFirst();
      nextIsHeading = heading;
      end = start;
    }
    return found;
  }

  /** Where the run of lines begins that ends here and is set alike. */
  private int start(int end) {
    int start = end - 1;
    while (start > 0
        && isCandidate(lines.get(start))
        && goTogether(lines.get(start - 1), lines.get(start))) {
      start--;
    }
    return start;
  }

  private boolean goTogether(PdfLine a, PdfLine b) {
    boolean alike =
        (a.style() == null || b.style() == null)
            ? a.style() == null && b.style() == null
            : a.style().size() == b.style().size()
                && a.style().bold() == b.style().bold()
                && a.style().italic() == b.style().italic();
    boolean strong = b.style() != null && isStrong(b.style());
    boolean together = a.block() == b.block() || GOES_ON.matcher(a.text()).matches();
    return isMarked(a)
        && a.page() == b.page()
        && together
        && alike
        && !isNumbered(b)
        && isCapitals(a.text()) == isCapitals(b.text())
        && (strong || isCapitals(b.text()));
  }

  private boolean isHeading(List<PdfLine> run, int start, PdfLine next, boolean nextIsHeading) {
    PdfLine first = run.getFirst();
    String text = String.join(" ", run.stream().map(PdfLine::text).toList());
    if (run.size() > MOST_LINES
        || text.length() > LONGEST_HEADING
        || !run.stream().allMatch(this::isCandidate)
        || !FIRST.matcher(text).matches()
        || GOES_ON.matcher(text).matches()
        || (first.page() == 1 && pages > PAGES_WITHOUT_COVER)
        || !startsAfresh(start)
        || (start > 0 && lines.get(start - 1).certainlyNamesColumns())) {
      return false;
    }
    if (nextIsHeading) {
      return key(run).compareTo(key(next)) < 0;
    }
    if (next.isProse()) {
      return !continues(run.getLast(), next);
    }
    // A title of a table: right above the names of its columns, at the top of a page, or large.
    boolean strong = first.style() != null && isStrong(first.style());
    boolean table =
        strong
            && (next.certainlyNamesColumns()
                || next.text().startsWith("(In ")
                || next.text().startsWith("(in "));
    boolean larger = strong && first.style() != null && first.style().size() >= bodySize * LARGER;
    return (table || larger || isTop(start))
        && first.page() == next.page()
        && (table || first.words().size() >= 2)
        && run.getLast().columns() == 1;
  }

  /** Whether the text goes on as it is set here, so that this is a part of it. */
  private static boolean continues(PdfLine line, PdfLine next) {
    return line.style() != null
        && next.style() != null
        && line.style().unspaced().equals(next.style().unspaced())
        && !isCapitals(line.text());
  }

  /** Whether there is nothing above on the page, or other lines such as a company's name. */
  private boolean isTop(int start) {
    int first = start;
    while (first > 0 && lines.get(first - 1).page() == lines.get(start).page()) {
      first--;
      if (start - first > 2 || !isCandidate(lines.get(first))) {
        return false;
      }
    }
    return true;
  }

  /** What is a heading's line by itself. */
  private boolean isCandidate(PdfLine line) {
    String text = line.text();
    return text.length() <= LONGEST_LINE
        && line.hasLetters(3)
        && !AMOUNT.matcher(text).matches()
        && !ENDS_WITH_NUMBER.matcher(text).matches()
        && !line.namesPeriods()
        && (!(text.endsWith(".") || text.endsWith(":"))
            || isBold(line)
            || DIVISION.matcher(text).matches())
        && (line.columns() == 1 || (line.columns() == 2 && isNumbered(line)))
        && isMarked(line);
  }

  /** Bold, larger, in capitals or numbered. */
  private boolean isMarked(PdfLine line) {
    PdfLineStyles.Style style = line.style();
    if (style != null && isStrong(style)) {
      return true;
    }
    if (style != null && boldTells && style.size() < bodySize) {
      return false;
    }
    return isCapitals(line.text())
        || (DIVISION.matcher(line.text()).matches() && line.text().length() <= 100)
        || (!(style != null && boldTells) && NUMBERED.matcher(line.text()).matches());
  }

  private boolean isStrong(PdfLineStyles.Style style) {
    return (boldTells && style.bold() && style.size() >= bodySize * 0.9)
        || (style.size() >= bodySize * LARGER
            && shares.getOrDefault(style.unspaced(), 0.0) <= MOST_OF_HEADINGS);
  }

  private boolean isBold(PdfLine line) {
    return boldTells && line.style() != null && line.style().bold();
  }

  private boolean isNumbered(PdfLine line) {
    return DIVISION.matcher(line.text()).matches() || NUMBERED.matcher(line.text()).matches();
  }

  private boolean startsAfresh(int start) {
    PdfLine line = lines.get(start);
    if (start == 0) {
      return true;
    }
    PdfLine before = lines.get(start - 1);
    if (line.style() != null && isStrong(line.style())) {
      return !GOES_ON.matcher(before.text()).matches() || before.page() != line.page();
    }
    return before.block() != line.block();
  }

  private static boolean isCapitals(String text) {
    return text.codePoints().noneMatch(Character::isLowerCase)
        && text.codePoints().filter(Character::isLetter).limit(4).count() == 4;
  }
}
