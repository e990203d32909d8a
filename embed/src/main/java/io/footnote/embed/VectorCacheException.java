package io.footnote.embed;

/** A vector cache could not be read or written; the message names it and says how to mend it. */
public class VectorCacheException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VectorCacheException(String message) {
    super(message);
  }

  public VectorCacheException(String message, Throwable cause) {
    super(message, cause);
  }
}
