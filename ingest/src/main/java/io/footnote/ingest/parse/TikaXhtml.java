package io.footnote.ingest.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Takes in the XHTML that Tika's parsers write: blocks, and pages, slides or sheets. */
final class TikaXhtml extends DefaultHandler {
  /** Classes of the {@code div} that holds a page, a slide or a sheet. */
  private static final Set<String> PAGES = Set.of("page", "slide", "slide-content");

  private final MarkupBlocks blocks;
  private final Deque<Boolean> openPages = new ArrayDeque<>();

  /** Whether each outermost {@code div} is a page, whatever its class. */
  private final boolean outermost;

  /** Names of sheets that are outermost tables; empty where they are not. */
  private final Iterator<String> tableNames;

  private int openTables;
  private boolean inBody;

  /** In what is attached to a page: notes, and addresses of links. */
  private boolean inAnnotation;

  /** In the address of a link; its text stands on the page. */
  private boolean inAddress;

  /**
   * @param mime of the document, which says what its pages are
   * @param tableNames of the sheets if each is an outermost table, else nothing
   */
  TikaXhtml(TextBuilder builder, String mime, List<String> tableNames) {
    this.blocks = new MarkupBlocks(builder, true);
    this.outermost =
        mime.contains("spreadsheetml")
            || mime.contains("ms-excel")
            || mime.contains("opendocument.presentation");
    this.tableNames = tableNames.iterator();
  }

  /** After the last event. */
  void end() {
    blocks.flush();
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    if (name.equals("body")) {
      inBody = true;
    }
    boolean page =
        name.equals("div")
            && (outermost
                ? openPages.isEmpty()
                : PAGES.contains(String.valueOf(attributes.getValue("class"))));
    if (name.equals("div")) {
      openPages.push(page);
    }
    if (name.equals("div")) {
      inAnnotation = "annotation".equals(attributes.getValue("class"));
    }
    inAddress = inAnnotation && name.equals("a");
    if (page) {
      blocks.startPage();
      return;
    }
    if (name.equals("table") && openTables++ == 0 && tableNames.hasNext()) {
      blocks.startPage();
      blocks.start("h1");
      blocks.text(tableNames.next());
      blocks.end("h1");
    }
    blocks.start(name);
  }

  @Override
  public void endElement(String uri, String local, String name) {
    if (name.equals("div") && openPages.pop()) {
      blocks.endPage();
    } else {
      blocks.end(name);
    }
    if (name.equals("table")) {
      openTables--;
    }
    if (name.equals("body")) {
      inBody = false;
    }
    if (name.equals("a")) {
      inAddress = false;
    } else if (name.equals("div")) {
      inAnnotation = false;
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (inBody && !inAddress) {
      String text = new String(characters, start, length);
      blocks.text(text.replace("\r\n", "\n").replace('\r', '\n'));
    }
  }

  /** Line breaks that parsers put between blocks. */
  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {
    characters(characters, start, length);
  }
}
