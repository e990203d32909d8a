package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/** Footnote, or a model it needs, has more to do than it accepts; HTTP 429. */
public final class TooManyRequestsException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public TooManyRequestsException(String code, @Nullable String param, String message) {
    super(code, param, message, null);
  }
}
