package io.footnote.ingest;

import java.util.List;

/**
 * What an ingest did.
 *
 * @param failures documents that failed, ordered by source
 * @param cancelled whether it was stopped before its end
 */
public record IngestReport(
    IngestProgress progress, List<FailedDocument> failures, boolean cancelled) {
  public IngestReport {
    failures = List.copyOf(failures);
  }
}
