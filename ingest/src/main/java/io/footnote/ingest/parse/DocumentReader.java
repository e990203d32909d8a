package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.exception.TikaException;
import org.xml.sax.SAXException;

/** Reads a file of any format, in a parser process. */
final class DocumentReader {
  private DocumentReader() {}

  /**
   * @param type as the content says, containers opened
   * @throws UnreadableDocumentException if there is nothing to be had, in words for people
   */
  static ParseReply.Read read(Path file, String type, ParseOrder order)
      throws UnreadableDocumentException, IOException, TikaException, SAXException {
    String mime = order.mime();
    TextBuilder builder = new TextBuilder(order.maxCharacters());
    if (MediaTypes.isHtml(mime)) {
      TextFile.refuseBinary(file);
      checkSize(file, "HTML", HtmlText.MAX_BYTES);
      try (InputStream in = Files.newInputStream(file)) {
        return alone(HtmlText.parse(in, TextFile.charsetOfMarkup(file), mime, builder));
      }
    }
    if (MediaTypes.isXml(mime)) {
      try (InputStream in = Files.newInputStream(file)) {
        return alone(XmlText.parse(in, mime, builder));
      }
    }
    if (MediaTypes.isMarkdown(mime)) {
      return alone(MarkdownText.parse(mime, TextFile.read(file), builder));
    }
    if (MediaTypes.isAsciiDoc(mime)) {
      return alone(AsciiDocText.parse(mime, TextFile.read(file), builder));
    }
    if (MediaTypes.isCsv(mime)) {
      return alone(CsvText.parse(mime, TextFile.read(file), builder));
    }
    if (MediaTypes.isJson(mime)) {
      return alone(JsonText.parse(mime, TextFile.read(file), builder));
    }
    return TikaDocuments.read(file, type, order, builder);
  }

  private static ParseReply.Read alone(ParsedDocument document) {
    return new ParseReply.Read(document, List.of(), List.of());
  }

  private static void checkSize(Path file, String format, long most)
      throws IOException, UnreadableDocumentException {
    if (Files.size(file) > most) {
      throw new UnreadableDocumentException(
          "it has %d MB of %s, but at most %d MB are read; split it into smaller files"
              .formatted(Files.size(file) >> 20, format, most >> 20));
    }
  }
}
