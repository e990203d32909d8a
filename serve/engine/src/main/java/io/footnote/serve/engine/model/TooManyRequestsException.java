package io.footnote.serve.engine.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Footnote, or a model it needs, has more to do than it accepts; HTTP 429. */
public final class TooManyRequestsException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  public TooManyRequestsException(String code, @Nullable String param, String message) {
    this(code, param, message, null);
  }

  /**
   * @param retryAfter when it is worth trying again; null if that is not known
   */
  public TooManyRequestsException(
      String code, @Nullable String param, String message, @Nullable Duration retryAfter) {
    super(code, param, message, null);
    this.retryAfter = retryAfter;
  }

  /** When it is worth trying again, if that is known. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
