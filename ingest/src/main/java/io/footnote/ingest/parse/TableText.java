package io.footnote.ingest.parse;

import java.util.ArrayList;
import java.util.List;

/** Writes table rows as lines of text. */
final class TableText {
  private static final String SEPARATOR = " | ";

  private TableText() {}

  /** One row, cell by cell. */
  static final class Row {
    private final List<String> cells = new ArrayList<>();

    void cell(CharSequence content) {
      cells.add(Whitespace.collapse(content).replace('\n', ' '));
    }

    boolean isEmpty() {
      return cells.isEmpty();
    }

    /** Cells separated by bars; empty cells at the end are left out. */
    String text() {
      int end = cells.size();
      while (end > 0 && cells.get(end - 1).isEmpty()) {
        end--;
      }
      return String.join(SEPARATOR, cells.subList(0, end));
    }

    /** Whether this is one text over the whole table, such as its title. */
    boolean isTitle() {
      return cells.stream().filter(cell -> !cell.isEmpty()).count() == 1;
    }

    /** Whether this can name columns: two or more cells with text, none of them a number. */
    boolean namesColumns() {
      long named = cells.stream().filter(cell -> !cell.isEmpty()).count();
      return named >= 2 && cells.stream().noneMatch(TableText::isNumber);
    }
  }

  /** Whether a cell holds a number, an amount or a percentage; years can name columns. */
  private static boolean isNumber(String cell) {
    boolean digits = false;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (Character.isLetter(c)) {
        return false;
      }
      digits |= Character.isDigit(c);
    }
    return digits && !cell.matches("(?:19|20)\\d\\d");
  }
}
