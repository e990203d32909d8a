package io.footnote.ingest.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;
import org.jspecify.annotations.Nullable;

/**
 * Tells encodings of text: by a byte order mark; by the zeros of UTF-16; UTF-8 if it is that
 * throughout; else by the frequency of bytes (ICU's detector). Where that is not sure, it is
 * Windows-1252, the encoding of most other Western files, which gives every byte a character.
 */
final class Encodings {
  private static final Charset WESTERN = Charset.forName("windows-1252");

  /** The detector's confidence, of 100, below which it is guessing. */
  private static final int MIN_CONFIDENCE = 40;

  /** Least share of zeros among the bytes at one parity that makes them halves of letters. */
  private static final double MIN_ZEROS = 0.4;

  private static final int SAMPLE_BYTES = 1 << 16;

  private Encodings() {}

  static String decode(byte[] bytes) {
    Charset wide = wideUnits(bytes);
    if (wide != null) {
      return withoutMark(new String(bytes, wide));
    }
    try {
      return withoutMark(strictUtf8().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return new String(bytes, byFrequency(bytes)); // not UTF-8
    }
  }

  /** Whether a text is in UTF-16 or UTF-32, which are full of zeros. */
  static boolean isUnicodeOfWideUnits(byte[] sample) {
    return wideUnits(sample) != null;
  }

  /** See {@link TextFile#charsetOfMarkup}. */
  static @Nullable String ofMarkup(byte[] sample) {
    String beginning =
        new String(sample, 0, Math.min(sample.length, 4096), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    Charset wide = wideUnits(sample);
    if (wide != null) {
      return wide.name();
    }
    return beginning.contains("charset") || beginning.contains("encoding=") || isUtf8(sample)
        ? null
        : byFrequency(sample).name();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static CharsetDecoder strictUtf8() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Whether it is UTF-8, the last character perhaps cut. */
  private static boolean isUtf8(byte[] sample) {
    CharBuffer decoded = CharBuffer.allocate(sample.length + 1);
    CoderResult result = strictUtf8().decode(ByteBuffer.wrap(sample), decoded, false);
    return !result.isError();
  }

  private static @Nullable Charset wideUnits(byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
      return Charset.forName("UTF-32LE");
    }
    if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
      return Charset.forName("UTF-32BE");
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    int[] zeros = new int[2];
    int length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
    for (int i = 0; i < length; i++) {
      zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
    }
    double half = length / 2.0;
    if (length < 8 || (zeros[0] > 0 && zeros[1] > 0)) {
      return null;
    }
    return zeros[0] >= half * MIN_ZEROS
        ? StandardCharsets.UTF_16BE
        : zeros[1] >= half * MIN_ZEROS ? StandardCharsets.UTF_16LE : null;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static Charset byFrequency(byte[] bytes) {
    byte[] sample = Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE_BYTES));
    CharsetMatch match = new CharsetDetector().setText(sample).detect();
    if (match == null || match.getConfidence() < MIN_CONFIDENCE) {
      return WESTERN;
    }
    String name = match.getName();
    boolean other =
        !name.equals("ISO-8859-1")
            && !name.startsWith("IBM")
            && !name.startsWith("UTF")
            && Charset.isSupported(name);
    return other ? Charset.forName(name) : WESTERN;
  }
}
