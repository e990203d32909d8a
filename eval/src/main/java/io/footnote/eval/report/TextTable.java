package io.footnote.eval.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns of text: the first aligned left, the others right. */
final class TextTable {
  private TextTable() {}

  /**
   * @param rows at least one, all of the same length
   */
  static String of(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(row ->
            IntStream.range(0, row.size())
                .mapToObj(column -> cell(row.get(column), column, widths[column]))
                .collect(Collectors.joining("  "))
                .stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String cell(String text, int column, int width) {
    String padding = " ".repeat(width - text.length());
    return column == 0 ? text + padding : padding + text;
  }
}
