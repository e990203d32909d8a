package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/** The request conflicts with the present state; HTTP 409. */
public final class ConflictException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public ConflictException(String code, @Nullable String param, String message) {
    super(code, param, message, null);
  }

  public ConflictException(
      String code, @Nullable String param, String message, @Nullable Throwable cause) {
    super(code, param, message, cause);
  }
}
