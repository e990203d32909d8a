package io.footnote.ingest;

import java.util.List;

/**
 * What an ingest did.
 *
 * @param failures documents that failed, ordered by source
 * @param withoutText documents without text, ordered by source; they are not in the index
 * @param cancelled whether it was stopped before its end
 */
public record IngestReport(
    IngestProgress progress,
    List<FailedDocument> failures,
    List<TextlessDocument> withoutText,
    boolean cancelled) {
  public IngestReport {
    failures = List.copyOf(failures);
    withoutText = List.copyOf(withoutText);
  }

  /** Of a run where every document had text. */
  public IngestReport(IngestProgress progress, List<FailedDocument> failures, boolean cancelled) {
    this(progress, failures, List.of(), cancelled);
  }
}
