package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/** The caller's request cannot be right as it is; HTTP 400. */
public final class InvalidRequestException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String code, @Nullable String param, String message) {
    super(code, param, message, null);
  }

  public InvalidRequestException(
      String code, @Nullable String param, String message, @Nullable Throwable cause) {
    super(code, param, message, cause);
  }

  /** A parameter has a value it cannot have. */
  public static InvalidRequestException of(String param, String message) {
    return new InvalidRequestException("invalid_" + param, param, message);
  }
}
