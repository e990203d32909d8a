package io.footnote.serve.engine.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A row of a table, read with the names of its columns.
 *
 * @param key what it is a row of; may be empty
 * @param cells with the names of their columns, {@code Meals per day: £48}; those that are empty
 *     are left out
 */
record TableRow(String key, List<String> cells) {
  private static final Pattern CELL_END = Pattern.compile("\\s*(?:\\||\\t)\\s*");
  private static final Pattern FIGURE = Pattern.compile("^[+~<>≤≥±-]?[£€$]?\\d.*");

  /** More words than this in a header of lost columns are not single-word columns. */
  private static final int MOST_COLUMNS = 6;

  /** {@code London – Hotel per night: £180; Meals per day: £48}. */
  String shown() {
    String values = String.join("; ", cells);
    return key.isEmpty() || values.isEmpty() ? key + values : key + " – " + values;
  }

  /** What each cell says by itself: {@code London Meals per day: £48}. */
  List<String> statements() {
    return cells.stream().map(cell -> key.isEmpty() ? cell : key + " " + cell).toList();
  }

  /** Whether {@code row} can name the columns of the rows under it: it has no figures. */
  static boolean isHeader(String row) {
    return split(row).stream().noneMatch(cell -> FIGURE.matcher(cell).matches());
  }

  /** A row below {@code header}; empty if it has other cells than that. */
  static Optional<TableRow> read(String header, String row) {
    List<String> names = split(header);
    List<String> values = split(row);
    return names.size() != values.size() || values.size() < 2
        ? Optional.empty()
        : Optional.of(
            of(
                values.getFirst(),
                names.subList(1, names.size()),
                values.subList(1, values.size())));
  }

  /**
   * The same for a line whose cells were lost, possible where as many figures end it as the header
   * has words: {@code Oban Kiel} and {@code 5 to 9 29 31} is {@code 5 to 9 – Oban: 29; Kiel: 31}.
   */
  static Optional<TableRow> readLoose(String header, String line) {
    List<String> names = List.of(header.split("\\s+"));
    List<String> words = List.of(line.split("\\s+"));
    int columns = names.size();
    if (columns < 2 || columns > MOST_COLUMNS || words.size() <= columns) {
      return Optional.empty();
    }
    List<String> values = words.subList(words.size() - columns, words.size());
    return values.stream().allMatch(value -> FIGURE.matcher(value).matches())
        ? Optional.of(of(String.join(" ", words.subList(0, words.size() - columns)), names, values))
        : Optional.empty();
  }

  private static TableRow of(String key, List<String> names, List<String> values) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isEmpty()) {
        cells.add(names.get(i).isEmpty() ? values.get(i) : names.get(i) + ": " + values.get(i));
      }
    }
    return new TableRow(key, cells);
  }

  private static List<String> split(String row) {
    return List.of(CELL_END.split(row.strip(), -1));
  }
}
