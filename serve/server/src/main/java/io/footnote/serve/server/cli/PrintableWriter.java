package io.footnote.serve.server.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes text of documents to a terminal without letting it act there: control characters other
 * than line breaks and tabs, of which terminals make commands, and those that turn the direction of
 * what follows become replacement characters.
 */
final class PrintableWriter extends FilterWriter {
  private static final char REPLACEMENT = '\uFFFD';

  PrintableWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    out.write(printable((char) character));
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    write(new String(buffer, offset, length), 0, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    StringBuilder safe = new StringBuilder(length);
    text.substring(offset, offset + length)
        .chars()
        .forEach(character -> safe.append(printable((char) character)));
    out.write(safe.toString());
  }

  private static char printable(char character) {
    boolean breaks = character == '\n' || character == '\r' || character == '\t';
    return (Character.isISOControl(character) && !breaks) || turns(character)
        ? REPLACEMENT
        : character;
  }

  /** Embeddings, overrides and isolates of Unicode's bidirectional algorithm. */
  private static boolean turns(char character) {
    return (character >= '\u202A' && character <= '\u202E')
        || (character >= '\u2066' && character <= '\u2069');
  }
}
