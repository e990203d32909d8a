package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/** Something Footnote needs is not there at the moment (a model, a lock); HTTP 503. */
public final class UnavailableException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String code, @Nullable String param, String message) {
    super(code, param, message, null);
  }

  public UnavailableException(
      String code, @Nullable String param, String message, @Nullable Throwable cause) {
    super(code, param, message, cause);
  }
}
