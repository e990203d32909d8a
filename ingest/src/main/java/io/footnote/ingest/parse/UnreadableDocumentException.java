package io.footnote.ingest.parse;

import org.jspecify.annotations.Nullable;

/** No text can be had from a document; the message is one sentence for people. */
public class UnreadableDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableDocumentException(String message) {
    super(message);
  }

  public UnreadableDocumentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the same bytes will be refused again by the same parser with the same limits. */
  public boolean lasts() {
    return false;
  }
}
