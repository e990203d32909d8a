package io.footnote.serve.engine.model;

import io.footnote.index.model.DocumentRecord;
import java.io.IOException;
import java.io.InputStream;

/**
 * A document as it came, byte for byte.
 *
 * @param fileName name for a file that takes it: no path, and nothing that file systems refuse
 * @param mime media type
 * @param content the bytes; ends with this record's {@link #close}
 */
public record DocumentOriginal(String documentId, String fileName, String mime, InputStream content)
    implements AutoCloseable {
  /** Most file systems take names of 255 bytes, and a character is up to three. */
  private static final int LONGEST_NAME = 80;

  /** The original of a document, named after its source. */
  public static DocumentOriginal of(DocumentRecord document, InputStream content) {
    return new DocumentOriginal(
        document.documentId(), fileName(document), document.mime(), content);
  }

  private static String fileName(DocumentRecord document) {
    String path = document.source().replaceAll("[\\\\/]+$", "");
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    String name = last.replaceAll("[\\p{Cntrl}\\p{Cs}<>:\"|?*]", "_").strip();
    if (name.isEmpty() || name.matches("\\.+")) {
      return document.documentId();
    }
    return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
