package io.footnote.ingest.parse;

/** A document consists of pictures, and nothing is installed that reads them. */
final class ScannedException extends NoTextException {
  private static final long serialVersionUID = 1L;

  ScannedException(String message) {
    super(message);
  }
}
