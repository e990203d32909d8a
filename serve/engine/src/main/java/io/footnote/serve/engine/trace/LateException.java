package io.footnote.serve.engine.trace;

import java.time.Duration;

/** A stage took longer than it may. */
final class LateException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Duration deadline;

  LateException(Duration deadline, Throwable cause) {
    super("it took more than " + deadline.toMillis() + " ms", cause);
    this.deadline = deadline;
  }

  Duration deadline() {
    return deadline;
  }
}
