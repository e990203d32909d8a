package io.footnote.index;

/**
 * A filter that is not of the filter language, or compares what cannot be compared; the caller's
 * error.
 */
public final class InvalidFilterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidFilterException(String message) {
    super(message);
  }
}
