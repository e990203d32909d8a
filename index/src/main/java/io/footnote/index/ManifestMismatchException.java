package io.footnote.index;

/** An index was made by another model, analyzer, chunker or schema than the one configured now. */
public final class ManifestMismatchException extends IndexException {
  private static final long serialVersionUID = 1L;

  public ManifestMismatchException(String message) {
    super(message);
  }
}
