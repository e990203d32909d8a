package io.footnote.eval.run;

import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestProgress;
import java.util.List;
import java.util.stream.Stream;

/**
 * What bringing the documents in has cost.
 *
 * @param documents documents dealt with
 * @param chunks chunks committed
 * @param embedded passages that went through the model; the others' vectors were known already
 * @param tokens tokens the model read
 * @param truncated passages longer than the model reads
 * @param millis wall time
 * @param failures documents that could not be ingested
 */
public record IngestStatistics(
    long documents,
    long chunks,
    long embedded,
    long tokens,
    long truncated,
    long millis,
    List<FailedDocument> failures) {
  public IngestStatistics {
    failures = List.copyOf(failures);
  }

  static IngestStatistics none() {
    return new IngestStatistics(0, 0, 0, 0, 0, 0, List.of());
  }

  /** These and the documents of one more job. */
  IngestStatistics plus(IngestProgress progress, List<FailedDocument> failed) {
    return new IngestStatistics(
        documents + progress.documentsDone(),
        chunks + progress.chunks(),
        embedded + progress.embedded(),
        tokens + progress.tokens(),
        truncated + progress.truncated(),
        millis + progress.elapsedMillis(),
        Stream.concat(failures.stream(), failed.stream()).toList());
  }

  public double documentsPerSecond() {
    return perSecond(documents);
  }

  public double chunksPerSecond() {
    return perSecond(chunks);
  }

  public double tokensPerSecond() {
    return perSecond(tokens);
  }

  private double perSecond(long count) {
    return millis == 0 ? 0 : count * 1000.0 / millis;
  }
}
