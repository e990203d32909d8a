package io.footnote.serve.engine.job;

import io.footnote.serve.engine.model.InvalidRequestException;
import java.time.Duration;

/**
 * Lets a caller repeat a request of which it does not know whether it arrived: the same name with
 * the same request means the same job.
 *
 * @param name chosen by the caller, 1 to {@value #MAX_LENGTH} characters
 * @param fingerprint tells requests apart
 */
public record IdempotencyKey(String name, String fingerprint) {
  /** How long a name is remembered. */
  public static final Duration KEPT = Duration.ofHours(24);

  private static final int MAX_LENGTH = 255;

  public IdempotencyKey {
    if (name.isBlank() || name.length() > MAX_LENGTH) {
      throw new InvalidRequestException(
          "invalid_idempotency_key",
          "Idempotency-Key",
          "an idempotency key has 1 to %d characters, but got %d"
              .formatted(MAX_LENGTH, name.strip().length()));
    }
  }
}
