package io.footnote.ingest.parse;

/** A document was read and has no text, as pictures and films have none. That is no fault. */
public class NoTextException extends UnreadableDocumentException {
  private static final long serialVersionUID = 1L;

  public NoTextException(String message) {
    super(message);
  }

  @Override
  public boolean lasts() {
    return true;
  }
}
