package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads text files: UTF-8, or UTF-16 with a byte order mark, or else Windows-1252. Refuses what is
 * too large or no text before reading it whole.
 */
final class TextFile {
  static final long MAX_BYTES = 100L << 20;
  private static final int SAMPLE_BYTES = 1 << 16;

  /** A text has hardly any control characters; this share of the sample makes it binary. */
  private static final double MAX_CONTROL_SHARE = 0.02;

  private TextFile() {}

  static String read(Path file) throws IOException, UnreadableDocumentException {
    long size = Files.size(file);
    if (size == 0) {
      throw new UnreadableDocumentException("it has no text (an empty file)");
    }
    refuseBinary(file);
    if (size > MAX_BYTES) {
      throw new UnreadableDocumentException(
          "it has %d MB of text, but at most %d MB are read; split it into smaller files"
              .formatted(size >> 20, MAX_BYTES >> 20));
    }
    return decode(Files.readAllBytes(file));
  }

  static void refuseBinary(Path file) throws IOException, UnreadableDocumentException {
    byte[] sample;
    try (InputStream in = Files.newInputStream(file)) {
      sample = in.readNBytes(SAMPLE_BYTES);
    }
    if (byteOrderMark(sample) != null) {
      return;
    }
    int control = 0;
    for (byte b : sample) {
      if ((b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') || b == 0x7f) {
        control++;
      }
    }
    if (control > sample.length * MAX_CONTROL_SHARE) {
      throw new UnreadableDocumentException(
          "it is not text (%d of its first %d bytes are control characters)"
              .formatted(control, sample.length));
    }
  }

  static String decode(byte[] bytes) {
    Charset marked = byteOrderMark(bytes);
    if (marked != null) {
      String text = new String(bytes, marked);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      // Not UTF-8: the encoding of most other Western files, which gives every byte a character.
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }

  private static @org.jspecify.annotations.Nullable Charset byteOrderMark(byte[] bytes) {
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      return StandardCharsets.UTF_8;
    }
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    return null;
  }
}
