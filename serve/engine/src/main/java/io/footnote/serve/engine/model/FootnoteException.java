package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * Something a caller should read: the message says what, which value, and how to mend it. Never
 * holds secrets or masked text.
 */
public abstract class FootnoteException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final @Nullable String param;

  protected FootnoteException(
      String code, @Nullable String param, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.param = param;
  }

  /**
   * Stable, for programs: lower case with underscores, for example {@code collection_not_found}.
   */
  public String code() {
    return code;
  }

  /** The parameter that was wrong, as it is named over HTTP, if one was. */
  public @Nullable String param() {
    return param;
  }
}
