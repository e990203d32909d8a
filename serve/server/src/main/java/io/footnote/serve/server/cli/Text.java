package io.footnote.serve.server.cli;

import java.util.stream.Collectors;

/** Passages on a terminal. */
final class Text {
  private static final int SHOWN = 320;
  private static final int WIDTH = 96;

  private Text() {}

  /** One paragraph, cut at a word near the limit. */
  static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= SHOWN) {
      return line;
    }
    int end = line.lastIndexOf(' ', SHOWN);
    return line.substring(0, end > SHOWN / 2 ? end : SHOWN) + " …";
  }

  /** Wraps at words and puts {@code indent} spaces before each line. */
  static String indent(String text, int indent) {
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH - indent) {
        wrapped.append('\n');
        column = 0;
      } else if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return wrapped
        .toString()
        .lines()
        .map(line -> " ".repeat(indent) + line)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** Where a page is known, {@code , page 3}. */
  static String page(int page) {
    return page == 0 ? "" : ", page " + page;
  }

  /** {@code 1 document}, {@code 2 documents}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
