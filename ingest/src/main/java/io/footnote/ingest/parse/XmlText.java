package io.footnote.ingest.parse;

import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML of any vocabulary: an element that has text of its own is a paragraph, with all that is
 * inside it; one that is called a title is a heading. Entities from elsewhere are empty, and
 * nothing is fetched.
 */
final class XmlText extends DefaultHandler {
  private static final Set<String> TITLES = Set.of("title", "head", "heading", "caption");

  private final TextBuilder builder;
  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** How deep the element is that is read as a whole; 0 if none is. */
  private int wholeDepth;

  private XmlText(TextBuilder builder) {
    this.builder = builder;
  }

  static ParsedDocument parse(InputStream in, String mime, TextBuilder builder)
      throws IOException, SAXException {
    XmlText reader = new XmlText(builder);
    secureParser().parse(in, reader);
    return builder.build(builder.firstHeading(), mime, "und", Map.of(), List.of());
  }

  /**
   * A parser that fetches nothing. The Java platform limits how far entities expand and how deep
   * elements lie in each other.
   */
  static SAXParser secureParser() throws SAXException {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      return factory.newSAXParser();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform parses XML", e);
    }
  }

  @Override
  public InputSource resolveEntity(String publicId, String systemId) {
    return new InputSource(new StringReader(""));
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    depth++;
    if (wholeDepth == 0) {
      text.setLength(0);
    }
  }

  @Override
  public void endElement(String uri, String local, String name) {
    if (wholeDepth == depth) {
      boolean title = TITLES.contains(plainName(name));
      builder.block(
          title ? Kind.HEADING : Kind.PARAGRAPH,
          title ? Math.clamp(depth - 1, 1, 6) : 0,
          title
              ? Whitespace.collapse(text).replace('\n', ' ')
              : text.toString().replace('\n', ' '));
      text.setLength(0);
      wholeDepth = 0;
    }
    depth--;
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    text.append(characters, start, length);
    if (wholeDepth == 0 && !isBlank(characters, start, length)) {
      wholeDepth = depth;
    }
  }

  private static String plainName(String name) {
    return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean isBlank(char[] characters, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (!Character.isWhitespace(characters[i])) {
        return false;
      }
    }
    return true;
  }
}
