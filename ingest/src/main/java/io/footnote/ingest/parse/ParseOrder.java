package io.footnote.ingest.parse;

import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a parser process is asked to do with a file; travels by Java serialization.
 *
 * @param name the document's own name, which may hold any characters
 * @param mime as {@link MediaTypes} found it
 * @param maxCharacters longest text
 * @param folder where documents inside are put
 * @param maxMembers how many of them
 * @param maxBytes their size together
 * @param languages of text in pictures, in Tesseract's names; null if pictures are left alone
 */
record ParseOrder(
    String name,
    String mime,
    int maxCharacters,
    String folder,
    int maxMembers,
    long maxBytes,
    @Nullable String languages)
    implements Serializable {

  /** The same, and what lies inside goes elsewhere. */
  ParseOrder into(Path other) {
    return new ParseOrder(
        name, mime, maxCharacters, other.toString(), maxMembers, maxBytes, languages);
  }

  /** The same, and what is in pictures is read. */
  ParseOrder withPictures(String read) {
    return new ParseOrder(name, mime, maxCharacters, folder, maxMembers, maxBytes, read);
  }
}
