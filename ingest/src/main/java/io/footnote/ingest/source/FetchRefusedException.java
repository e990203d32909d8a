package io.footnote.ingest.source;

import java.io.IOException;

/** Something on the web may not be fetched, or is not what a document can be; for people. */
public final class FetchRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public FetchRefusedException(String message) {
    super(message);
  }
}
