package io.footnote.ingest.parse;

import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import io.footnote.ingest.screen.Screening;
import io.footnote.ingest.screen.Sign;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;

/**
 * Markdown (CommonMark and tables) without its markup; a YAML front matter gives the title and
 * metadata.
 */
final class MarkdownText {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private MarkdownText() {}

  static ParsedDocument parse(String mime, String markdown, TextBuilder builder) {
    Optional<FrontMatter> before = FrontMatter.of(markdown);
    String body = markdown.substring(before.map(FrontMatter::end).orElse(0));
    PARSER.parse(body).accept(new Blocks(builder));
    String title = before.map(FrontMatter::title).orElse("");
    Map<String, List<MetadataValue>> metadata =
        new TreeMap<>(before.map(FrontMatter::metadata).orElse(Map.of()));
    // Addresses and comments are not in the text.
    metadata.putAll(Sign.metadata(Screening.signs(markdown)));
    return builder.build(
        title.isEmpty() ? builder.firstHeading() : title, mime, "und", metadata, List.of());
  }

  /** Adds each block to the text; inline markup is dropped, its text kept. */
  private static final class Blocks extends AbstractVisitor {
    private final TextBuilder builder;
    private int listDepth;

    Blocks(TextBuilder builder) {
      this.builder = builder;
    }

    @Override
    public void visit(Heading heading) {
      builder.block(Kind.HEADING, heading.getLevel(), inline(heading).replace('\n', ' '));
    }

    @Override
    public void visit(Paragraph paragraph) {
      builder.block(listDepth > 0 ? Kind.LIST_ITEM : Kind.PARAGRAPH, 0, inline(paragraph));
    }

    @Override
    public void visit(ListItem item) {
      listDepth++;
      visitChildren(item);
      listDepth--;
    }

    @Override
    public void visit(FencedCodeBlock code) {
      builder.block(Kind.CODE, 0, code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
      builder.block(Kind.CODE, 0, code.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
      builder.block(Kind.PARAGRAPH, 0, Jsoup.parseBodyFragment(html.getLiteral()).text());
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        RowVisitor rows = new RowVisitor(builder);
        block.accept(rows);
      } else {
        visitChildren(block);
      }
    }
  }

  /** Adds each row of a table. */
  private static final class RowVisitor extends AbstractVisitor {
    private final TextBuilder builder;

    RowVisitor(TextBuilder builder) {
      this.builder = builder;
    }

    @Override
    public void visit(CustomBlock block) {
      visitChildren(block);
    }

    @Override
    public void visit(CustomNode node) {
      if (!(node instanceof TableRow)) {
        visitChildren(node);
        return;
      }
      TableText.Row row = new TableText.Row();
      boolean header = false;
      for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
        row.cell(inline(cell));
        header |= cell instanceof TableCell tableCell && tableCell.isHeader();
      }
      builder.block(header ? Kind.TABLE_HEADER : Kind.TABLE_ROW, 0, row.text());
    }
  }

  private static String inline(Node block) {
    StringBuilder text = new StringBuilder();
    block.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(Code node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak node) {
            text.append(' ');
          }

          @Override
          public void visit(HardLineBreak node) {
            text.append('\n');
          }
        });
    return text.toString();
  }
}
