package io.footnote.serve.engine.job;

import io.footnote.ingest.FailedDocument;
import java.util.List;

/** A job cannot go on because of some documents; the message is for people. */
public final class JobFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FailedDocument> failures;

  public JobFailedException(String message, List<FailedDocument> failures) {
    super(message);
    this.failures = List.copyOf(failures);
  }

  /** The documents, ordered by source. */
  public List<FailedDocument> failures() {
    return failures;
  }
}
