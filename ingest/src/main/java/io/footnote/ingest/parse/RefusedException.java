package io.footnote.ingest.parse;

import org.jspecify.annotations.Nullable;

/** The bytes of a document are such that it cannot be read, however often one tries. */
final class RefusedException extends UnreadableDocumentException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }

  RefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean lasts() {
    return true;
  }
}
