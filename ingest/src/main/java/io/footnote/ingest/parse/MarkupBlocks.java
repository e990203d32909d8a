package io.footnote.ingest.parse;

import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns the events of HTML-like markup into blocks and pages, whoever reads the markup. Elements
 * that are not known as blocks are inline: their text flows on.
 */
final class MarkupBlocks {
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "main",
          "body",
          "html",
          "ul",
          "ol",
          "dl",
          "dt",
          "dd",
          "blockquote",
          "figure",
          "figcaption",
          "hr",
          "address",
          "details",
          "summary",
          "fieldset",
          "form",
          "caption",
          "thead",
          "tbody",
          "tfoot",
          "title",
          "center",
          "header");

  private static final Pattern BLANK_LINE = Pattern.compile("\\n[ \\t\\r]*\\n");

  private final TextBuilder builder;
  private final boolean lineBreaksCount;
  private final StringBuilder inline = new StringBuilder();
  private final Deque<Table> tables = new ArrayDeque<>();
  private int listDepth;
  private int preDepth;

  /**
   * @param lineBreaksCount whether line breaks in the text are those of the document, and blank
   *     lines separate paragraphs, as in what parsers write; in HTML they are white space
   */
  MarkupBlocks(TextBuilder builder, boolean lineBreaksCount) {
    this.builder = builder;
    this.lineBreaksCount = lineBreaksCount;
  }

  void start(String name) {
    switch (name) {
      case "br" -> inline.append('\n');
      case "li" -> {
        flush();
        listDepth++;
      }
      case "pre", "textarea" -> {
        flush();
        preDepth++;
      }
      case "table" -> {
        flush();
        tables.push(new Table());
      }
      case "tr" -> {
        flush();
        if (!tables.isEmpty()) {
          tables.getFirst().row = new TableText.Row();
          tables.getFirst().headerCells = true;
        }
      }
      case "td", "th" -> {
        flush();
        if (!tables.isEmpty()) {
          tables.getFirst().inCell = true;
          tables.getFirst().headerCells &= name.equals("th");
        }
      }
      default -> {
        if (isBlock(name)) {
          flush();
        }
      }
    }
  }

  void end(String name) {
    switch (name) {
      case "br" -> {}
      case "li" -> {
        flush();
        listDepth = Math.max(0, listDepth - 1);
      }
      case "pre", "textarea" -> {
        flush();
        preDepth = Math.max(0, preDepth - 1);
      }
      case "table" -> {
        flush();
        if (!tables.isEmpty() && !tables.getFirst().caption.isEmpty()) {
          builder.block(Kind.PARAGRAPH, 0, tables.getFirst().caption);
        }
        tables.poll();
      }
      case "tr" -> endRow();
      case "td", "th" -> {
        if (!tables.isEmpty() && tables.getFirst().inCell) {
          tables.getFirst().row.cell(inline);
          tables.getFirst().inCell = false;
          inline.setLength(0);
        }
      }
      case "caption" -> {
        if (!tables.isEmpty()) {
          tables.getFirst().caption = Whitespace.collapse(inline).replace('\n', ' ');
          inline.setLength(0);
        } else {
          flush();
        }
      }
      default -> {
        if (isHeading(name)) {
          flushAs(Kind.HEADING, name.charAt(1) - '0');
        } else if (isBlock(name)) {
          flush();
        }
      }
    }
  }

  void text(String characters) {
    inline.append(
        lineBreaksCount || preDepth > 0
            ? characters
            : characters.replace('\n', ' ').replace('\r', ' '));
  }

  void startPage() {
    flush();
    builder.startPage();
  }

  void endPage() {
    flush();
    builder.endPage();
  }

  /** Ends the block that is open. */
  void flush() {
    if (!tables.isEmpty() && tables.getFirst().inCell) {
      // Paragraphs, lists and headings inside a cell stay in its line. A nested table becomes rows
      // of its own, before the row that holds it.
      if (!inline.isEmpty()) {
        inline.append(' ');
      }
      return;
    }
    flushAs(preDepth > 0 ? Kind.CODE : listDepth > 0 ? Kind.LIST_ITEM : Kind.PARAGRAPH, 0);
  }

  private void flushAs(Kind kind, int level) {
    if (kind == Kind.HEADING && !tables.isEmpty() && tables.getFirst().inCell) {
      flush();
      return;
    }
    String content = inline.toString();
    inline.setLength(0);
    if (kind == Kind.PARAGRAPH && lineBreaksCount) {
      for (String paragraph : BLANK_LINE.split(content, -1)) {
        builder.block(kind, level, paragraph);
      }
    } else {
      builder.block(kind, level, kind == Kind.HEADING ? content.replace('\n', ' ') : content);
    }
  }

  private void endRow() {
    if (tables.isEmpty()) {
      flush();
      return;
    }
    Table table = tables.getFirst();
    table.inCell = false;
    flush();
    String line = table.row.text();
    if (!line.isEmpty()) {
      boolean header =
          table.rows == table.titles && (table.headerCells || table.row.namesColumns());
      if (!table.caption.isEmpty()) {
        if (header) {
          line = table.caption + "\n" + line;
        } else {
          builder.block(Kind.PARAGRAPH, 0, table.caption);
        }
        table.caption = "";
      }
      builder.block(header ? Kind.TABLE_HEADER : Kind.TABLE_ROW, 0, line);
      if (!header && table.rows == table.titles && table.row.isTitle()) {
        table.titles++;
      }
      table.rows++;
    }
    table.row = new TableText.Row();
  }

  private static boolean isHeading(String name) {
    return name.length() == 2
        && name.charAt(0) == 'h'
        && name.charAt(1) >= '1'
        && name.charAt(1) <= '6';
  }

  private static boolean isBlock(String name) {
    return BLOCKS.contains(name) || isHeading(name);
  }

  private static final class Table {
    TableText.Row row = new TableText.Row();
    boolean inCell;
    boolean headerCells = true;
    int rows;

    /** Rows of one cell above the names of the columns. */
    int titles;

    String caption = "";
  }
}
