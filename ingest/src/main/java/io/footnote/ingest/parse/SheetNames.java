package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The names of an OpenDocument spreadsheet's sheets, which Tika leaves out. */
final class SheetNames extends DefaultHandler {
  private final List<String> names = new ArrayList<>();
  private int openTables;

  private SheetNames() {}

  /** In order; empty if the file is no such spreadsheet. */
  static List<String> of(Path file, String mime) throws IOException, SAXException {
    if (!mime.contains("opendocument.spreadsheet")) {
      return List.of();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry content = zip.getEntry("content.xml");
      if (content == null) {
        return List.of();
      }
      SheetNames reader = new SheetNames();
      try (InputStream in = zip.getInputStream(content)) {
        XmlText.secureParser().parse(in, reader);
      }
      return reader.names;
    }
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    if (name.equals("table:table") && openTables++ == 0) {
      String sheet = attributes.getValue("table:name");
      names.add(sheet == null ? "" : sheet);
    }
  }

  @Override
  public void endElement(String uri, String local, String name) {
    if (name.equals("table:table")) {
      openTables--;
    }
  }
}
