package io.footnote.ingest.parse;

import io.footnote.ingest.screen.Screening;
import org.apache.tika.metadata.Metadata;

/**
 * Text of an office file or a PDF that its reader does not see. It stays in the document's text;
 * what is told is whether it was hidden by a trick, or is written to steer a language model. Text
 * that is meant not to be shown, white on what may be a dark ground, or under the picture of a
 * scanned page is no trick by itself.
 */
final class UnseenText {
  /** Type smaller than this, in points, cannot be read. */
  static final double SMALLEST = 1.5;

  /** Fewer letters are a mark that a program left. */
  private static final int LETTERS = 12;

  private static final String FOUND = "footnote:unseen-text";

  private final StringBuilder harmless = new StringBuilder();
  private int trick;

  /** Text with a reason that it may have; signs in it tell. */
  void mayBeHarmless(String text) {
    harmless.append(text);
  }

  /** Text that nobody has a reason to hide so. */
  void trick(String text) {
    trick += (int) text.codePoints().filter(Character::isLetter).count();
  }

  boolean isSuspicious() {
    return trick >= LETTERS || !Screening.signs(harmless.toString()).isEmpty();
  }

  /** Notes it among a file's metadata. */
  void note(Metadata metadata) {
    if (isSuspicious()) {
      metadata.set(FOUND, "true");
    }
  }

  /** Whether it was noted. */
  static boolean isNoted(Metadata metadata) {
    return metadata.get(FOUND) != null;
  }
}
