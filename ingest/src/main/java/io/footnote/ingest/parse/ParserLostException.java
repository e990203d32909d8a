package io.footnote.ingest.parse;

/** The parser process ended on a document, or had to be ended; another one takes its place. */
final class ParserLostException extends UnreadableDocumentException {
  private static final long serialVersionUID = 1L;

  ParserLostException(String message) {
    super(message);
  }
}
