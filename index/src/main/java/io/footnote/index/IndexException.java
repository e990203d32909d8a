package io.footnote.index;

import org.jspecify.annotations.Nullable;

/** An index could not be opened, read or written; the message says which and how to mend it. */
public class IndexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IndexException(String message) {
    super(message);
  }

  public IndexException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
