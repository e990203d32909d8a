package io.footnote.embed;

import org.jspecify.annotations.Nullable;

/**
 * A model could not be loaded, could not embed or could not rerank; the message says which and how
 * to mend it.
 */
public class EmbeddingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmbeddingException(String message) {
    super(message);
  }

  public EmbeddingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
