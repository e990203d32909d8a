package io.footnote.eval.run;

import io.footnote.index.model.Manifest;
import java.util.List;

/**
 * What an evaluation found.
 *
 * @param dataset name of the test collection
 * @param documents documents in the index, attachments among them
 * @param chunks chunks in the index
 * @param queries queries that were asked and measured
 * @param unjudged queries that were left out because nothing is relevant to them
 * @param followUps how many of the measured ones continue a conversation
 * @param reused whether the index is from an earlier run; {@code ingest} tells of that run then
 * @param manifest what made the index
 * @param depth passages ranked for each query
 */
public record EvaluationResult(
    String dataset,
    long documents,
    long chunks,
    int queries,
    int unjudged,
    int followUps,
    boolean reused,
    IngestStatistics ingest,
    Manifest manifest,
    int depth,
    List<ModeResult> modes) {
  public EvaluationResult {
    modes = List.copyOf(modes);
  }
}
