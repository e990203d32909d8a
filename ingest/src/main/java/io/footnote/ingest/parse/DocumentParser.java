package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns files of any known format into text with structure. Text, Markdown, CSV and HTML are read
 * in this process; everything else in a process of its own, which only starts when it is needed.
 * Thread-safe.
 */
public final class DocumentParser implements AutoCloseable {
  /** Changes whenever the same bytes would give another text or other blocks. */
  public static final String VERSION = "parse-2";

  private static final Logger LOG = LoggerFactory.getLogger(DocumentParser.class);

  private final IsolatedTika tika;

  /** Parses with the default limits. */
  public DocumentParser() {
    this(ParserLimits.ofDefaults());
  }

  public DocumentParser(ParserLimits limits) {
    this.tika = new IsolatedTika(limits);
  }

  /**
   * The media type of a file.
   *
   * @param name its name, which decides between formats that look alike
   */
  public String mime(Path file, String name) throws IOException {
    return MediaTypes.detect(file, name);
  }

  /**
   * Reads a file.
   *
   * @param mime as {@link #mime} found it
   * @return a document with at least one character of text
   * @throws UnreadableDocumentException if there is no text to be had; the message says why
   * @throws IOException if the file cannot be read
   */
  public ParsedDocument parse(Path file, String name, String mime)
      throws UnreadableDocumentException, IOException {
    if (Files.size(file) == 0) {
      throw new UnreadableDocumentException("it has no text (an empty file)");
    }
    ParsedDocument document;
    try {
      document = dispatch(file, name, mime);
    } catch (TextBuilder.TextTooLongException e) {
      throw new UnreadableDocumentException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever a parser trips over costs this document, never the run.
      LOG.warn("parsing {} failed", name, e);
      throw new UnreadableDocumentException(
          "the parser failed on it (%s)".formatted(e.getClass().getSimpleName()), e);
    }
    if (document.text().isBlank()) {
      throw new UnreadableDocumentException("it has no text (%s)".formatted(document.mime()));
    }
    return document;
  }

  private ParsedDocument dispatch(Path file, String name, String mime)
      throws UnreadableDocumentException, IOException {
    if (MediaTypes.isHtml(mime)) {
      TextFile.refuseBinary(file);
      if (Files.size(file) > HtmlText.MAX_BYTES) {
        throw new UnreadableDocumentException(
            "it has %d MB of HTML, but at most %d MB are read; split it into smaller files"
                .formatted(Files.size(file) >> 20, HtmlText.MAX_BYTES >> 20));
      }
      try (InputStream in = Files.newInputStream(file)) {
        return HtmlText.parse(in, null, mime);
      }
    }
    if (MediaTypes.isMarkdown(mime)) {
      return MarkdownText.parse(mime, TextFile.read(file));
    }
    if (MediaTypes.isCsv(mime)) {
      return CsvText.parse(mime, TextFile.read(file));
    }
    if (MediaTypes.isPlain(mime)) {
      return PlainText.parse("", mime, TextFile.read(file), Map.of());
    }
    return tika.parse(file, name);
  }

  @Override
  public void close() {
    tika.close();
  }
}
