package io.footnote.index.lucene;

import io.footnote.index.IndexException;
import java.util.concurrent.ExecutionException;

/** Turns what happened on another thread into what the caller should see. */
final class Failures {
  private Failures() {}

  /** Throws errors and unchecked exceptions as they are; returns others as an index exception. */
  static IndexException rethrow(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return new IndexException(
        "the index cannot be read: " + cause + "; check it with: footnote index verify", cause);
  }
}
