package io.footnote.ingest.parse;

import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AsciiDoc without its markup, by lines: headings, paragraphs, lists, tables, listings. Inline
 * marks go where they are paired; macros leave their text. Nothing is included or fetched.
 */
final class AsciiDocText {
  private static final Pattern HEADING =
      Pattern.compile("(?<marks>={1,6}|#{1,6})\\s+(?<text>\\S.*)");
  private static final Pattern ITEM =
      Pattern.compile("\\s*(?:[*\\-.]|\\*{2,5}|\\.{2,5}|\\d{1,4}\\.|<\\d{1,3}>)\\s+(?<text>\\S.*)");
  private static final Pattern TERM =
      Pattern.compile("(?<text>\\S.*?)(?:::|;;)(?:\\s+(?<rest>.*))?");
  private static final Pattern ATTRIBUTE = Pattern.compile(":!?[\\w-]+!?:(?:\\s.*)?");
  private static final Pattern BLOCK_ATTRIBUTES = Pattern.compile("\\[\\[?[^\\[\\]]*\\]?\\]");
  private static final Pattern LISTING = Pattern.compile("-{4,}|\\.{4,}|```.*");
  private static final Pattern COMMENT_BLOCK = Pattern.compile("/{4,}");
  private static final Pattern OTHER_FENCE = Pattern.compile("={4,}|\\*{4,}|_{4,}|\\+{4,}|--");
  private static final Pattern TABLE = Pattern.compile("[|,:!]={3,}");
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?:include|image|video|audio|toc|ifdef|ifndef|ifeval|endif)::.*");
  private static final Pattern MACRO =
      Pattern.compile(
          "(?:https?://|link:|mailto:|xref:|image:)[^\\s\\[\\]]{1,500}\\[(?<text>[^\\]]*)\\]");
  private static final Pattern REFERENCE =
      Pattern.compile("<<[^,<>]{1,200}(?:,(?<text>[^<>]*))?>>");
  private static final Pattern INLINE =
      Pattern.compile(
          "(?<![\\w*_`+])([*_`+]{1,2})(?=\\S)(?<text>[^*_`+\\n]{1,1000}?)(?<=\\S)\\1(?!\\w)");
  private static final Pattern CELL = Pattern.compile("(?:\\d+(?:\\.\\d+)?[+*])?[<^>.]*[a-z]?\\|");

  private final TextBuilder builder;
  private final StringBuilder open = new StringBuilder();
  private final List<String> cells = new ArrayList<>();
  private Kind openKind = Kind.PARAGRAPH;

  /** The line that ends the listing, comment or table that is open. */
  private @Nullable String fence;

  private boolean table;
  private boolean comment;
  private int columns;
  private int rows;
  private String title = "";

  private AsciiDocText(TextBuilder builder) {
    this.builder = builder;
  }

  static ParsedDocument parse(String mime, String source, TextBuilder builder) {
    AsciiDocText text = new AsciiDocText(builder);
    source.lines().map(String::stripTrailing).forEach(text::line);
    text.endTableRow();
    text.end();
    return builder.build(
        text.title.isEmpty() ? builder.firstHeading() : text.title,
        mime,
        "und",
        Map.of(),
        List.of());
  }

  private void line(String line) {
    if (fence != null) {
      inside(line);
    } else if (line.isBlank()) {
      end();
    } else if (LISTING.matcher(line).matches()) {
      begin(line.startsWith("```") ? "```" : line);
      openKind = Kind.CODE;
    } else if (COMMENT_BLOCK.matcher(line).matches()) {
      begin(line);
      comment = true;
    } else if (TABLE.matcher(line).matches()) {
      begin(line);
      table = true;
      columns = 0;
      rows = 0;
    } else if (!isLeftOut(line)) {
      text(line);
    }
  }

  private void begin(String fenceLine) {
    end();
    fence = fenceLine;
  }

  private void inside(String line) {
    if (line.equals(fence)) {
      endTableRow();
      end();
      fence = null;
      table = false;
      comment = false;
    } else if (table) {
      tableLine(line);
    } else if (!comment) {
      open.append(line).append('\n');
    }
  }

  private static boolean isLeftOut(String line) {
    return (line.startsWith("//") && !line.startsWith("///"))
        || ATTRIBUTE.matcher(line).matches()
        || BLOCK_ATTRIBUTES.matcher(line).matches()
        || OTHER_FENCE.matcher(line).matches()
        || DIRECTIVE.matcher(line).matches()
        || line.equals("+")
        || line.equals("'''")
        || line.equals("<<<");
  }

  private void text(String line) {
    Matcher heading = HEADING.matcher(line);
    Matcher item = ITEM.matcher(line);
    Matcher term = TERM.matcher(line);
    if (heading.matches() && open.isEmpty()) {
      String plain = inline(heading.group("text"));
      int level = heading.group("marks").length();
      title = title.isEmpty() && level == 1 && builder.isEmpty() ? plain : title;
      builder.block(Kind.HEADING, level, plain);
    } else if (line.length() > 1 && line.charAt(0) == '.' && !" .".contains(line.substring(1, 2))) {
      end();
      open.append(inline(line.substring(1)));
      end();
    } else if (item.matches()) {
      end();
      openKind = Kind.LIST_ITEM;
      open.append(inline(item.group("text")));
    } else if (term.matches()) {
      end();
      openKind = Kind.LIST_ITEM;
      String rest = term.group("rest");
      open.append(inline(term.group("text"))).append(": ").append(rest == null ? "" : inline(rest));
    } else {
      open.append(open.isEmpty() ? "" : " ").append(inline(line.strip()));
    }
  }

  /** Cells may stand on one line each; a blank line, or a full line, ends a row. */
  private void tableLine(String line) {
    if (line.isBlank()) {
      endTableRow();
      return;
    }
    Matcher cell = CELL.matcher(line);
    int from = -1;
    int before = cells.size();
    while (cell.find()) {
      if (from >= 0) {
        cells.add(inline(line.substring(from, cell.start()).strip()));
      } else if (cell.start() > 0 && !cells.isEmpty()) {
        goOn(line.substring(0, cell.start()));
      }
      from = cell.end();
    }
    if (from >= 0) {
      cells.add(inline(line.substring(from).strip()));
    } else {
      goOn(line);
    }
    boolean fullLine = cells.size() - before > 1 && columns == 0;
    if (fullLine || (columns > 0 && cells.size() >= columns)) {
      endTableRow();
    }
  }

  private void goOn(String line) {
    if (!cells.isEmpty()) {
      cells.set(cells.size() - 1, cells.getLast() + " " + inline(line.strip()));
    }
  }

  private void endTableRow() {
    if (cells.isEmpty()) {
      return;
    }
    TableText.Row row = new TableText.Row();
    cells.forEach(row::cell);
    columns = columns == 0 ? cells.size() : columns;
    boolean header = rows == 0 && row.namesColumns();
    builder.block(header ? Kind.TABLE_HEADER : Kind.TABLE_ROW, 0, row.text());
    rows++;
    cells.clear();
  }

  private void end() {
    builder.block(openKind, 0, open);
    open.setLength(0);
    openKind = Kind.PARAGRAPH;
  }

  private static String inline(String line) {
    String text = MACRO.matcher(line).replaceAll(found -> quoted(found.group(1)));
    text =
        REFERENCE
            .matcher(text)
            .replaceAll(found -> quoted(found.group(1) == null ? "" : found.group(1)));
    return INLINE.matcher(text).replaceAll(found -> quoted(found.group(2)));
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }
}
