package io.footnote.ingest.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.DefaultHandler;

/** Makes headings and tables of the paragraphs of rich text that has {@link RtfMarks}. */
final class RtfXhtml extends DefaultHandler {
  private static final Attributes NONE = new AttributesImpl();
  private static final Set<String> LISTS = Set.of("ul", "ol", "li");

  private final TikaXhtml to;
  private final StringBuilder paragraph = new StringBuilder();
  private final StringBuilder cell = new StringBuilder();
  private final List<String> row = new ArrayList<>();
  private int level;
  private boolean inCell;
  private boolean inTable;

  RtfXhtml(TikaXhtml to) {
    this.to = to;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    if (name.equals("body")) {
      paragraph.setLength(0); // the title, which is metadata
      start(name);
    } else if (name.equals("p") || LISTS.contains(name)) {
      endParagraph();
      if (LISTS.contains(name)) {
        endTable();
        start(name);
      }
    }
  }

  @Override
  public void endElement(String uri, String local, String name) {
    if (name.equals("p") || LISTS.contains(name) || name.equals("body")) {
      endParagraph();
    }
    if (name.equals("body")) {
      endRow();
      endTable();
    }
    if (name.equals("body") || LISTS.contains(name)) {
      end(name);
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    for (int i = start; i < start + length; i++) {
      char next = characters[i];
      if (next == RtfMarks.IN_CELL) {
        inCell = true;
      } else if (next == RtfMarks.CELL_END) {
        row.add(cell.toString());
        cell.setLength(0);
        inCell = false;
      } else if (next == RtfMarks.ROW_END) {
        endRow();
      } else if (next > RtfMarks.HEADING && next <= RtfMarks.HEADING + RtfMarks.DEEPEST) {
        level = next - RtfMarks.HEADING;
      } else {
        (inCell ? cell : paragraph).append(next);
      }
    }
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {
    characters(characters, start, length);
  }

  private void endParagraph() {
    if (inCell) {
      cell.append(' ');
      inCell = false;
    }
    if (!paragraph.toString().isBlank()) {
      endRow();
      endTable();
      element(level > 0 ? "h" + level : "p", paragraph.toString());
    }
    paragraph.setLength(0);
    level = 0;
  }

  private void endRow() {
    if (!row.isEmpty()) {
      if (!inTable) {
        inTable = true;
        start("table");
      }
      start("tr");
      row.forEach(text -> element("td", text));
      end("tr");
      row.clear();
    }
  }

  private void endTable() {
    if (inTable) {
      inTable = false;
      end("table");
    }
  }

  private void element(String name, String text) {
    start(name);
    to.characters(text.toCharArray(), 0, text.length());
    end(name);
  }

  private void start(String name) {
    to.startElement("", name, name, NONE);
  }

  private void end(String name) {
    to.endElement("", name, name);
  }
}
