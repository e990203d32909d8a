package io.footnote.serve.engine.read;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds lines of a table of contents, {@code 3 Annual leave 4}: one below the other, with section
 * numbers and page numbers that do not fall, below a line that speaks of contents, chapters or
 * pages, or with dots that lead to the pages. They name what the document says elsewhere. Pure.
 */
final class ContentsLines {
  /** Fewer may be rows of anything. */
  private static final int FEWEST = 4;

  private static final Pattern ENTRY =
      Pattern.compile("(\\d{1,3})(?:\\.\\d{1,3})*\\.?\\s+(?=\\p{L}).*?[\\s.…|]\\s*(\\d{1,4})");

  private static final Pattern HEADER =
      Pattern.compile(
          "\\b(?:contents|chapters?|pages?|sections?|what is in it|inhalt|inhaltsverzeichnis|kapitel|seite)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LEADERS = Pattern.compile("[.…]\\s?[.…]|…");

  /** Lines above the first that may speak of contents. */
  private static final int HEADER_LINES = 2;

  private ContentsLines() {}

  /** Indexes of those among {@code lines}, each of which is on one line without margins. */
  static Set<Integer> in(List<String> lines) {
    Set<Integer> found = new HashSet<>();
    int start = 0;
    int section = 0;
    int page = 0;
    for (int i = 0; i <= lines.size(); i++) {
      Matcher entry = ENTRY.matcher(i < lines.size() ? lines.get(i) : "");
      boolean matches = entry.matches();
      int nextSection = matches ? Integer.parseInt(entry.group(1)) : 0;
      int nextPage = matches ? Integer.parseInt(entry.group(2)) : 0;
      boolean goesOn = matches && i > start && nextSection >= section && nextPage >= page;
      if (!goesOn) {
        if (i - start >= FEWEST && areContents(lines, start, i)) {
          IntStream.range(start, i).forEach(found::add);
        }
        start = matches ? i : i + 1;
      }
      section = nextSection;
      page = nextPage;
    }
    return found;
  }

  private static boolean areContents(List<String> lines, int from, int to) {
    return lines.subList(Math.max(0, from - HEADER_LINES), from).stream()
            .anyMatch(line -> HEADER.matcher(line).find())
        || lines.subList(from, to).stream().allMatch(line -> LEADERS.matcher(line).find());
  }
}
