package io.footnote.ingest.parse;

import io.footnote.ingest.parse.ParsedDocument.Block;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the text of a PDF the structure that its layout shows: leaves running headers and footers
 * out and tells headings and tables from paragraphs.
 */
final class PdfStructure {
  private final TextBuilder builder = new TextBuilder();
  private final StringBuilder open = new StringBuilder();
  private @Nullable Kind openKind;
  private int openBlock = -1;
  private int level;

  private PdfStructure() {}

  /**
   * @param flat pages of paragraphs
   * @param lineStyles see {@link StyledPdfParser#LINE_STYLES}
   */
  static ParsedDocument read(ParsedDocument flat, @Nullable String lineStyles) {
    List<List<PdfLine>> pages = pages(flat, PdfLineStyles.read(lineStyles));
    List<PdfLine> after = pages.removeLast();
    Set<PdfLine> running = RunningLines.of(pages);
    List<PdfLine> kept = new ArrayList<>();
    pages.forEach(page -> page.stream().filter(line -> !running.contains(line)).forEach(kept::add));
    Map<PdfLine, PdfHeadings.Heading> headings = PdfHeadings.of(kept, pages.size());
    Map<PdfLine, PdfTables.Part> tables = PdfTables.of(kept, headings.keySet());
    headings.keySet().removeAll(columnNames(kept, headings, tables));
    PdfStructure structure = new PdfStructure();
    for (List<PdfLine> page : pages) {
      structure.builder.startPage();
      for (PdfLine line : page) {
        if (!running.contains(line)) {
          structure.line(line, headings.get(line), tables.get(line));
        }
      }
      structure.end(0);
      structure.builder.endPage();
    }
    after.forEach(line -> structure.line(line, null, null));
    structure.end(0);
    return structure.builder.build(
        flat.title(), flat.mime(), flat.language(), flat.metadata(), flat.attachments());
  }

  /**
   * What looks like a heading but is set as the names of columns right below it are: it names the
   * first column, whose cell wraps.
   */
  private static Set<PdfLine> columnNames(
      List<PdfLine> lines,
      Map<PdfLine, PdfHeadings.Heading> headings,
      Map<PdfLine, PdfTables.Part> tables) {
    Set<PdfLine> names = new HashSet<>();
    for (int i = lines.size() - 2; i >= 0; i--) {
      PdfLine line = lines.get(i);
      PdfLine below = lines.get(i + 1);
      boolean aboveNames = tables.get(below) == PdfTables.Part.HEADER || names.contains(below);
      if (headings.containsKey(line) && aboveNames && line.page() == below.page()) {
        PdfLineStyles.Style style = line.style();
        PdfLineStyles.Style styleBelow = below.style();
        if (style != null && styleBelow != null && style.unspaced().equals(styleBelow.unspaced())) {
          names.add(line);
        }
      }
    }
    return names;
  }

  /** The lines of each page, and last those outside pages. */
  private static List<List<PdfLine>> pages(ParsedDocument flat, PdfLineStyles styles) {
    List<List<PdfLine>> pages = new ArrayList<>();
    for (int i = 0; i <= flat.pages().size(); i++) {
      pages.add(new ArrayList<>());
    }
    int page = 0;
    int number = 0;
    int lines = 0;
    for (Block block : flat.blocks()) {
      while (page < flat.pages().size() && block.span().start() >= flat.pages().get(page).end()) {
        page++;
      }
      String text = flat.text().substring(block.span().start(), block.span().end());
      for (String line : text.lines().toList()) {
        int shown = page < flat.pages().size() ? page + 1 : 0;
        pages.get(page).add(new PdfLine(lines++, shown, number, line, styles.next(shown, line)));
      }
      number++;
    }
    return pages;
  }

  private void line(
      PdfLine line, PdfHeadings.@Nullable Heading heading, PdfTables.@Nullable Part part) {
    Kind kind =
        heading != null
            ? Kind.HEADING
            : part == PdfTables.Part.HEADER
                ? Kind.TABLE_HEADER
                : part == PdfTables.Part.ROW ? Kind.TABLE_ROW : Kind.PARAGRAPH;
    boolean goesOn =
        switch (kind) {
          case HEADING -> openKind == kind && Objects.requireNonNull(heading).continued();
          case TABLE_HEADER -> openKind == kind;
          case PARAGRAPH -> openKind == kind && openBlock == line.block();
          case TABLE_ROW, LIST_ITEM, CODE -> false;
        };
    if (!goesOn) {
      end(heading == null ? 0 : heading.level());
    }
    open.append(open.isEmpty() ? "" : kind == Kind.HEADING ? " " : "\n").append(line.text());
    openKind = kind;
    openBlock = line.block();
  }

  private void end(int nextLevel) {
    if (openKind != null) {
      builder.block(openKind, openKind == Kind.HEADING ? level : 0, open);
    }
    level = nextLevel;
    open.setLength(0);
    openKind = null;
  }
}
