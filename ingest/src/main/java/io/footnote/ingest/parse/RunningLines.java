package io.footnote.ingest.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds running headers and footers: lines at the top or the bottom of pages that stand on many
 * pages, either the same on all of them, or the same but for one number that counts with the pages.
 * Nothing but other such lines stands between them and the edge. Other numbers are compared as they
 * are, so that the last row of a table is not taken for one.
 */
final class RunningLines {
  /** A line on fewer pages is kept, so documents of one or two pages are left alone. */
  static final int FEWEST_PAGES = 3;

  /** A line that counts pages stands at least on this share of them. */
  static final double COUNTING_SHARE = 0.2;

  /** A line of words stands at least on this share of the pages; else it may be a title. */
  static final double WORDS_SHARE = 0.25;

  /** On a smaller share it heads a chapter: its first line of each chapter is kept as the title. */
  static final double WHOLE_DOCUMENT_SHARE = 0.5;

  /** How many lines from the top and from the bottom are looked at. */
  private static final int EDGE = 3;

  private static final int LONGEST = 200;

  /** Stands in a key where the line has a number that counts pages. */
  private static final char COUNTS = '\u0000';

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{L}\\d.,$€£])\\d{1,5}(?![\\p{L}\\d%]|[.,]\\d)");

  private RunningLines() {}

  /** The lines to leave out. */
  static Set<PdfLine> of(List<List<PdfLine>> pages) {
    Map<String, Set<Integer>> seen = new HashMap<>();
    List<Map<PdfLine, List<String>>> keys = new ArrayList<>();
    for (int number = 0; number < pages.size(); number++) {
      Map<PdfLine, List<String>> found = edges(pages.get(number), number + 1);
      keys.add(found);
      for (List<String> candidates : found.values()) {
        for (String key : candidates) {
          seen.computeIfAbsent(key, _ -> new HashSet<>()).add(number);
        }
      }
    }
    Set<PdfLine> running = new HashSet<>();
    for (int page = 0; page < pages.size(); page++) {
      for (Map.Entry<PdfLine, List<String>> line : keys.get(page).entrySet()) {
        for (String key : line.getValue()) {
          if (isRunning(seen.get(key), page, pages.size(), key.indexOf(COUNTS) >= 0)) {
            running.add(line.getKey());
          }
        }
      }
    }
    Set<PdfLine> outermost = new HashSet<>();
    for (List<PdfLine> page : pages) {
      page.stream().takeWhile(running::contains).forEach(outermost::add);
      page.reversed().stream().takeWhile(running::contains).forEach(outermost::add);
    }
    return outermost;
  }

  private static boolean isRunning(
      @Nullable Set<Integer> on, int page, int pages, boolean countsPages) {
    if (on == null || on.size() < FEWEST_PAGES) {
      return false;
    }
    double share = (double) on.size() / pages;
    return countsPages
        ? share >= COUNTING_SHARE
        : share >= WHOLE_DOCUMENT_SHARE || (share >= WORDS_SHARE && on.contains(page - 1));
  }

  /** What the lines at the edges of a page may be recognised by. */
  private static Map<PdfLine, List<String>> edges(List<PdfLine> lines, int page) {
    Map<PdfLine, List<String>> keys = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean top = i < EDGE;
      boolean bottom = i >= lines.size() - EDGE;
      PdfLine line = lines.get(i);
      if ((top || bottom) && line.text().length() <= LONGEST) {
        List<String> candidates = new ArrayList<>();
        if (top) {
          candidates.addAll(keys("top ", line, page));
        }
        if (bottom) {
          candidates.addAll(keys("bottom ", line, page));
        }
        keys.put(line, candidates);
      }
    }
    return keys;
  }

  private static List<String> keys(String edge, PdfLine line, int page) {
    String text = line.text().toLowerCase(Locale.ROOT);
    List<String> keys = new ArrayList<>();
    if (line.hasLetters(2)) {
      keys.add(edge + text);
    }
    Matcher numbers = NUMBER.matcher(text);
    while (numbers.find()) {
      int ahead = Integer.parseInt(numbers.group()) - page;
      keys.add(
          edge
              + text.substring(0, numbers.start())
              + COUNTS
              + ahead
              + text.substring(numbers.end()));
    }
    return keys;
  }
}
