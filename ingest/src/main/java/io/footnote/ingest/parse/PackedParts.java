package io.footnote.ingest.parse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Looks whether the parts of a document that is an archive of XML are within the limits. */
final class PackedParts {
  private PackedParts() {}

  /**
   * Office documents, books and the like are unpacked as a whole; what they say of their sizes is
   * not to be trusted, but a parser that finds more will run out of memory or time.
   *
   * @throws UnreadableDocumentException if its parts are far larger than itself
   */
  static void check(Path file, String mime, ParseOrder order) throws UnreadableDocumentException {
    if (!isPacked(mime)) {
      return;
    }
    long bytes;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      bytes = zip.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum();
    } catch (IOException e) {
      return; // damaged; its parser may read some of it, or say what is wrong
    }
    if (bytes > order.maxBytes()) {
      throw new UnreadableDocumentException(
          "it unpacks to %d MB, far more than its size (a bomb?), or than may be unpacked from one"
                  .formatted(bytes >> 20)
              + " file; save it anew");
    }
  }

  private static boolean isPacked(String mime) {
    return mime.contains("openxmlformats")
        || mime.contains("opendocument")
        || mime.contains("ms-excel")
        || mime.contains("ms-word")
        || mime.contains("ms-powerpoint")
        || mime.endsWith("+zip");
  }
}
