package io.footnote.serve.engine.read;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds lines of a table of contents, {@code 3 Annual leave 4}: one below the other, with section
 * numbers that rise and page numbers that do not fall. They name what the document says elsewhere.
 * Pure.
 */
final class ContentsLines {
  /** Fewer may be rows of anything. */
  private static final int FEWEST = 4;

  private static final Pattern ENTRY =
      Pattern.compile("(\\d{1,3})(?:\\.\\d{1,3})*\\.?\\s+(?=\\p{L}).*?[\\s.…|]\\s*(\\d{1,4})");

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
        add(start, i, found);
        start = matches ? i : i + 1;
      }
      section = nextSection;
      page = nextPage;
    }
    return found;
  }

  private static void add(int from, int to, Set<Integer> found) {
    if (to - from >= FEWEST) {
      for (int i = from; i < to; i++) {
        found.add(i);
      }
    }
  }
}
