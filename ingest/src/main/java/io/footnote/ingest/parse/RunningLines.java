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

/**
 * Finds running headers and footers: lines at the top or the bottom of pages that stand on many
 * pages, either the same on all of them, or the same but for one number that counts with the pages.
 * Other numbers are compared as they are, so that the last row of a table is not taken for one.
 */
final class RunningLines {
  /** A line on fewer pages is kept, so documents of one or two pages are left alone. */
  static final int FEWEST_PAGES = 3;

  /** A line on a smaller share of the pages is kept; chapters have headers of their own. */
  static final double SMALLEST_SHARE = 0.1;

  /** How many lines from the top and from the bottom are looked at. */
  private static final int EDGE = 3;

  private static final int LONGEST = 200;
  private static final Pattern NUMBER = Pattern.compile("(?<!\\d)\\d{1,5}(?!\\d)");

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
    long fewest = Math.max(FEWEST_PAGES, (long) Math.ceil(pages.size() * SMALLEST_SHARE));
    Set<PdfLine> running = new HashSet<>();
    for (Map<PdfLine, List<String>> page : keys) {
      page.forEach(
          (line, candidates) -> {
            if (candidates.stream().anyMatch(key -> seen.get(key).size() >= fewest)) {
              running.add(line);
            }
          });
    }
    return running;
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
          edge + text.substring(0, numbers.start()) + "#" + ahead + text.substring(numbers.end()));
    }
    return keys;
  }
}
