package io.footnote.ingest;

/** A synchronisation would remove so much that it needs to be confirmed; nothing was changed. */
public final class SyncRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SyncRefusedException(String message) {
    super(message);
  }
}
