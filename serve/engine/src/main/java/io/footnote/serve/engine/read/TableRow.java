package io.footnote.serve.engine.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads rows of tables with the names of their columns. Pure. */
final class TableRow {
  private static final Pattern CELL_END = Pattern.compile("\\s*(?:\\||\\t)\\s*");
  private static final Pattern FIGURE = Pattern.compile("^[+~<>≤≥±-]?[£€$]?\\d.*");

  /** More words than this in a header of lost columns are not single-word columns. */
  private static final int MOST_COLUMNS = 6;

  private TableRow() {}

  /** Whether {@code row} can name the columns of the rows under it: it has no figures. */
  static boolean isHeader(String row) {
    return cells(row).stream().noneMatch(cell -> FIGURE.matcher(cell).matches());
  }

  /** {@code London – Hotel per night: £180; Meals per day: £48}; the row itself if cells differ. */
  static String read(String header, String row) {
    List<String> names = cells(header);
    List<String> values = cells(row);
    if (names.size() != values.size() || values.size() < 2) {
      return row;
    }
    return read(
        values.getFirst(), names.subList(1, names.size()), values.subList(1, values.size()));
  }

  /**
   * The same for a line whose cells were lost, possible where as many figures end it as the header
   * has words: {@code Oban Kiel} and {@code 5 to 9 29 31} is {@code 5 to 9 – Oban: 29; Kiel: 31}.
   */
  static String readLoose(String header, String line) {
    List<String> names = List.of(header.split("\\s+"));
    List<String> words = List.of(line.split("\\s+"));
    int columns = names.size();
    if (columns < 2 || columns > MOST_COLUMNS || words.size() <= columns) {
      return line;
    }
    List<String> values = words.subList(words.size() - columns, words.size());
    if (!values.stream().allMatch(value -> FIGURE.matcher(value).matches())) {
      return line;
    }
    String key = String.join(" ", words.subList(0, words.size() - columns));
    return read(key, names, values);
  }

  private static String read(String key, List<String> names, List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isEmpty()) {
        parts.add(names.get(i).isEmpty() ? values.get(i) : names.get(i) + ": " + values.get(i));
      }
    }
    return parts.isEmpty() ? key : (key.isEmpty() ? "" : key + " – ") + String.join("; ", parts);
  }

  private static List<String> cells(String row) {
    return List.of(CELL_END.split(row.strip(), -1));
  }
}
