package io.footnote.ingest.parse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Turns files of any known format into text with structure. Text without markup is read in this
 * process, which takes no more than its size; everything else in processes of their own, which
 * start when they are needed. Thread-safe.
 */
public final class DocumentParser implements AutoCloseable {
  /** Changes whenever the same bytes would give another text, other blocks or other metadata. */
  public static final String VERSION = "parse-6";

  private final ParserLimits limits;
  private final Spool spool = Spool.temporaryFolder();
  private final ParserProcesses processes;
  private final Pictures pictures;

  /** Parses with the default limits. */
  public DocumentParser() {
    this(ParserLimits.ofDefaults());
  }

  public DocumentParser(ParserLimits limits) {
    this.limits = limits;
    this.processes = new ParserProcesses(spool, limits.processes(), limits, limits.timeout());
    this.pictures = new Pictures(spool, limits);
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
   * Names all that decides, besides its bytes, whether a document can be read here.
   *
   * @param mime as {@link #mime} found it
   */
  public String reader(String mime) {
    return "%s %s %s pictures=%s".formatted(VERSION, mime, limits, readsPictures());
  }

  /** The same for what lies in a document. */
  public String reader() {
    return "%s %s pictures=%s".formatted(VERSION, limits, readsPictures());
  }

  /** Whether text in pictures is read here. */
  public boolean readsPictures() {
    return pictures.available();
  }

  /**
   * Reads a file and what lies in it.
   *
   * @param mime as {@link #mime} found it
   * @return a document with at least one character of text
   * @throws NoTextException if there is no text in it, nor in what lies in it
   * @throws UnreadableDocumentException if it cannot be read; the message says why
   * @throws IOException if the file itself cannot be read
   */
  public ParsedDocument parse(Path file, String name, String mime)
      throws UnreadableDocumentException, IOException {
    long size = Files.size(file);
    if (size == 0) {
      throw new NoTextException("it has no text (an empty file)");
    }
    try (Unpacking unpacking = new Unpacking(processes, pictures, spool, limits, reader(), size)) {
      return unpacking.read(file, name, mime);
    }
  }

  @Override
  public void close() {
    processes.close();
    pictures.close();
    spool.close();
  }
}
