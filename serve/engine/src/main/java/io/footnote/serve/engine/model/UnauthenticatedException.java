package io.footnote.serve.engine.model;

/** The caller did not show who it is, or with a key that is not valid; HTTP 401. */
public final class UnauthenticatedException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public UnauthenticatedException(String code, String message) {
    super(code, null, message, null);
  }
}
