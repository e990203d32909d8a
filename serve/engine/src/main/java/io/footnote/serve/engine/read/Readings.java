package io.footnote.serve.engine.read;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import io.footnote.serve.engine.text.TextUnit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a passage from top to bottom, so that each unit knows what it stands under. */
public final class Readings {
  /** A header with fewer words, such as {@code Item Value}, tells a reader nothing. */
  private static final int TELLING_WORDS = 3;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern NUMBERED = Pattern.compile("^\\d+(?:\\.\\d+)*[.)]?\\s+\\p{L}");

  private final String title;
  private final String text;
  private final String tableHeader;
  private final List<Reading> readings = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private String above = "";
  private String heading = "";
  private String rowHeader = "";
  private Kind previous = Kind.SENTENCE;

  private Readings(Passage passage) {
    this.title = passage.result().title();
    this.text = passage.text();
    this.tableHeader = tableHeader(passage.result().context());
  }

  /**
   * The units that may be quoted; labels and headers of tables are what they stand under, and lines
   * of a table of contents are left out.
   */
  public static List<Reading> of(Passage passage) {
    Readings reader = new Readings(passage);
    List<TextUnit> units = Sentences.split(passage.text());
    Set<Integer> contents = ContentsLines.in(units.stream().map(reader::line).toList());
    for (int i = 0; i < units.size(); i++) {
      if (contents.contains(i)) {
        reader.endOfLabels();
        continue;
      }
      TextUnit unit = passage.remembered() ? stated(units.get(i)) : units.get(i);
      reader.read(unit);
      reader.previous = unit.kind();
    }
    return reader.readings;
  }

  /** People ask to remember sentences, but seldom end them with a full stop. */
  private static TextUnit stated(TextUnit unit) {
    return unit.kind() == Kind.LABEL ? new TextUnit(Kind.SENTENCE, unit.span()) : unit;
  }

  private void endOfLabels() {
    labels.clear();
    previous = Kind.LINE;
  }

  private String written(TextUnit unit) {
    return text.substring(unit.span().start(), unit.span().end());
  }

  private String line(TextUnit unit) {
    return SPACE.matcher(written(unit)).replaceAll(" ");
  }

  private void read(TextUnit unit) {
    String written = written(unit);
    String line = line(unit);
    if (line.equalsIgnoreCase(title)) {
      return;
    }
    switch (unit.kind()) {
      case LABEL -> label(line);
      case ROW -> row(unit, written, line);
      case LINE -> line(unit, written, line);
      case SENTENCE, ITEM -> readings.add(new Reading(unit, written, line, "", heading));
    }
  }

  /** Labels that follow each other are a heading and, above lines, the header of a table. */
  private void label(String line) {
    if (previous != Kind.LABEL || NUMBERED.matcher(line).find()) {
      labels.clear();
      above = heading;
      heading = line;
    }
    labels.add(line);
  }

  private void row(TextUnit unit, String written, String line) {
    if (previous != Kind.ROW) {
      rowHeader = readings.isEmpty() && labels.isEmpty() ? tableHeader : "";
      if (rowHeader.isEmpty() && TableRow.isHeader(line)) {
        rowHeader = line;
        return;
      }
    }
    Optional<TableRow> row =
        rowHeader.isEmpty() ? Optional.empty() : TableRow.read(rowHeader, line);
    readings.add(
        new Reading(
            unit,
            written,
            row.map(TableRow::shown).orElse(line),
            rowHeader,
            row.map(TableRow::key).orElse(""),
            row.map(TableRow::statements).orElse(List.of()),
            heading));
  }

  private void line(TextUnit unit, String written, String line) {
    if (previous != Kind.LABEL && previous != Kind.LINE) {
      labels.clear();
    }
    String columns = labels.isEmpty() ? "" : labels.getLast();
    String header =
        labels.size() < 2 ? columns : String.join(" ", labels.subList(1, labels.size()));
    Optional<TableRow> row = TableRow.readLoose(columns, line);
    String shown = row.map(TableRow::shown).orElse(line);
    if (row.isPresent() && labels.size() > 1) {
      shown = labels.get(labels.size() - 2) + ": " + shown;
    } else if (row.isEmpty() && labels.size() > 1 && header.split(" ").length >= TELLING_WORDS) {
      shown = line + " (" + header + ")";
    }
    String under = labels.isEmpty() || above.isEmpty() ? heading : above + " - " + heading;
    readings.add(
        new Reading(
            unit,
            written,
            shown,
            header,
            row.map(TableRow::key).orElse(""),
            row.map(TableRow::statements).orElse(List.of()),
            under));
  }

  /** The header that a chunk from within a table has as the last line of its context. */
  private static String tableHeader(String context) {
    String last = context.substring(context.lastIndexOf('\n') + 1);
    return last.contains(" | ") ? last : "";
  }
}
