package io.footnote.ingest.parse;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads text in pictures and scanned pages, in a parser process with a time limit of its own.
 * Thread-safe.
 */
final class Pictures implements AutoCloseable {
  private final ParserLimits.Scans settings;
  private final Tesseract tesseract = new Tesseract();
  private final ParserProcesses processes;

  Pictures(Spool spool, ParserLimits limits) {
    this.settings = limits.scans();
    this.processes = new ParserProcesses(spool, 1, limits, settings.timeout());
  }

  boolean available() {
    return settings.enabled() && tesseract.installed();
  }

  /** Reads a file once more, pictures and all. */
  ParseReply read(Path file, ParseOrder order) throws UnreadableDocumentException, IOException {
    return processes.parse(file, order.withPictures(settings.languages()));
  }

  /** What to do about a document that consists of pictures. */
  String remedy() {
    return settings.enabled()
        ? "; install tesseract-ocr to read pictures and scanned pages"
        : "; set ocr to true to read pictures and scanned pages";
  }

  @Override
  public void close() {
    processes.close();
  }
}
