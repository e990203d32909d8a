package io.footnote.index.lucene;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a listing goes on: the last document id, opaque to clients. */
final class Cursor {
  private Cursor() {}

  static String encode(String documentId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(documentId.getBytes(StandardCharsets.UTF_8));
  }

  static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cursor must be the next_cursor of the page before, but got: " + cursor, e);
    }
  }
}
