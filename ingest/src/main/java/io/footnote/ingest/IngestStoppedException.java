package io.footnote.ingest;

/** Ends the work on a document, since the run was cancelled. Never leaves this package. */
final class IngestStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  IngestStoppedException() {
    super("the ingest was cancelled", null, false, false);
  }
}
