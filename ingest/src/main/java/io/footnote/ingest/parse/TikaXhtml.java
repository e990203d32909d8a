package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the XHTML that Tika writes: blocks, and pages, slides or sheets. */
final class TikaXhtml extends DefaultHandler {
  /** Classes of the {@code div} that holds a page, a slide or a sheet. */
  private static final Set<String> PAGES = Set.of("page", "slide", "slide-content");

  private final MarkupBlocks blocks;
  private final Deque<Boolean> openPages = new ArrayDeque<>();
  private final boolean sheets;
  private boolean inBody;

  /** In what is attached to a page: notes, and addresses of links. */
  private boolean inAnnotation;

  /** In the address of a link; its text stands on the page. */
  private boolean inAddress;

  private TikaXhtml(MarkupBlocks blocks, String mime) {
    this.blocks = blocks;
    this.sheets = mime.contains("spreadsheet") || mime.contains("ms-excel");
  }

  static void read(String xhtml, String mime, TextBuilder builder)
      throws UnreadableDocumentException {
    MarkupBlocks blocks = new MarkupBlocks(builder, true);
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory
          .newSAXParser()
          .parse(new InputSource(new StringReader(xhtml)), new TikaXhtml(blocks, mime));
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("every Java platform parses XML", e);
    } catch (SAXException e) {
      throw new UnreadableDocumentException(
          "the parser's output for it (%s) is not well-formed: %s"
              .formatted(mime, UnreadableReasons.firstLine(e.getMessage())),
          e);
    }
    blocks.flush();
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    if (name.equals("body")) {
      inBody = true;
    }
    boolean page =
        name.equals("div")
            && (sheets
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
    } else {
      blocks.start(name);
    }
  }

  @Override
  public void endElement(String uri, String local, String name) {
    if (name.equals("div") && openPages.pop()) {
      blocks.endPage();
    } else {
      blocks.end(name);
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
      blocks.text(new String(characters, start, length));
    }
  }
}
