package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads text files in any encoding. Refuses what is too large or no text before reading it. */
final class TextFile {
  static final long MAX_BYTES = 100L << 20;
  private static final int SAMPLE_BYTES = 1 << 16;

  /** A text has hardly any control characters; this share of the sample makes it binary. */
  private static final double MAX_CONTROL_SHARE = 0.02;

  private TextFile() {}

  static String read(Path file) throws IOException, UnreadableDocumentException {
    long size = Files.size(file);
    if (size == 0) {
      throw new NoTextException("it has no text (an empty file)");
    }
    refuseBinary(file);
    if (size > MAX_BYTES) {
      throw new RefusedException(
          "it has %d MB of text, but at most %d MB are read; split it into smaller files"
              .formatted(size >> 20, MAX_BYTES >> 20));
    }
    return Encodings.decode(Files.readAllBytes(file));
  }

  static void refuseBinary(Path file) throws IOException, UnreadableDocumentException {
    byte[] sample = sample(file);
    if (Encodings.isUnicodeOfWideUnits(sample)) {
      return;
    }
    int control = 0;
    for (byte b : sample) {
      if ((b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b)
          || b == 0x7f) {
        control++;
      }
    }
    if (control > sample.length * MAX_CONTROL_SHARE) {
      throw new RefusedException(
          "it is not text (%d of its first %d bytes are control characters)"
              .formatted(control, sample.length));
    }
  }

  /** The encoding of markup that does not declare it; null if it does, or is UTF-8. */
  static @Nullable String charsetOfMarkup(Path file) throws IOException {
    return Encodings.ofMarkup(sample(file));
  }

  private static byte[] sample(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SAMPLE_BYTES);
    }
  }
}
