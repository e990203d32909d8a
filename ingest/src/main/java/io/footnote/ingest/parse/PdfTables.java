package io.footnote.ingest.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds tables of amounts in the lines of a PDF, as far as their columns have names: what has none
 * stays as it is, because only the names are worth telling apart.
 */
final class PdfTables {
  private static final int FEWEST_ROWS = 3;
  private static final int MOST_LABELS_BETWEEN_ROWS = 2;
  private static final int MOST_HEADER_LINES = 5;

  private final List<PdfLine> lines;
  private final Set<PdfLine> headings;
  private final Map<PdfLine, Part> parts = new HashMap<>();

  /** What a line is in a table. */
  enum Part {
    HEADER,
    ROW
  }

  private PdfTables(List<PdfLine> lines, Set<PdfLine> headings) {
    this.lines = lines;
    this.headings = headings;
  }

  static Map<PdfLine, Part> of(List<PdfLine> lines, Set<PdfLine> headings) {
    PdfTables tables = new PdfTables(lines, headings);
    int i = 0;
    while (i < lines.size()) {
      i = tables.table(i);
    }
    return tables.parts;
  }

  /** Reads the table that begins at a line, if one does. Returns where to look next. */
  private int table(int start) {
    int firstRow = start;
    while (firstRow < lines.size()
        && firstRow - start < MOST_HEADER_LINES
        && isHeader(lines.get(firstRow), firstRow == start)) {
      firstRow++;
    }
    boolean continued = start > 0 && continues(start);
    if (firstRow == start && !continued) {
      return start + 1;
    }
    int end = firstRow;
    int rows = 0;
    int labels = 0;
    for (int i = firstRow; i < lines.size(); i++) {
      PdfLine line = lines.get(i);
      if (headings.contains(line) || (i > firstRow && line.certainlyNamesColumns())) {
        break;
      }
      if (line.isRow()) {
        rows++;
        labels = 0;
        end = i + 1;
      } else if (!line.isLabel() || ++labels > MOST_LABELS_BETWEEN_ROWS) {
        break;
      }
    }
    if (rows < FEWEST_ROWS) {
      return start + 1;
    }
    for (int i = start; i < end; i++) {
      parts.put(lines.get(i), i < firstRow ? Part.HEADER : Part.ROW);
    }
    return end;
  }

  private boolean isHeader(PdfLine line, boolean first) {
    return !headings.contains(line) && (first ? line.certainlyNamesColumns() : line.namesColumns());
  }

  /** A table that ran to the end of the page goes on at the top of the next. */
  private boolean continues(int start) {
    PdfLine before = lines.get(start - 1);
    PdfLine line = lines.get(start);
    return parts.get(before) == Part.ROW && before.page() != line.page() && line.isRow();
  }
}
