package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/** The caller is known but may not do this; HTTP 403. */
public final class ForbiddenException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public ForbiddenException(String code, @Nullable String param, String message) {
    super(code, param, message, null);
  }

  public ForbiddenException(
      String code, @Nullable String param, String message, @Nullable Throwable cause) {
    super(code, param, message, cause);
  }
}
