package io.footnote.serve.engine.job;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.VectorCacheException;
import io.footnote.index.IndexException;
import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.Job;
import io.footnote.ingest.SyncRefusedException;
import io.footnote.ingest.TextlessDocument;
import io.footnote.ingest.source.MissingPathException;
import io.footnote.serve.engine.model.FootnoteException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of a job's work.
 *
 * @param state done, failed, or cancelled if the work was stopped, for whatever reason
 * @param withoutText documents that have no text
 * @param error why it failed, for people
 */
record JobOutcome(
    Job.State state,
    List<FailedDocument> failures,
    List<TextlessDocument> withoutText,
    @Nullable String error) {
  private static final Logger LOG = LoggerFactory.getLogger(JobOutcome.class);

  /** Works. Whatever happens, this returns: the job's collection must not stay busy. */
  static JobOutcome of(String jobId, Supplier<IngestReport> work) {
    try {
      IngestReport report = work.get();
      return new JobOutcome(
          report.cancelled() ? Job.State.CANCELLED : Job.State.DONE,
          report.failures(),
          report.withoutText(),
          null);
    } catch (JobFailedException e) {
      return new JobOutcome(Job.State.FAILED, e.failures(), List.of(), e.getMessage());
    } catch (FootnoteException
        | IndexException
        | EmbeddingException
        | VectorCacheException
        | SyncRefusedException
        | MissingPathException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.error("job {} failed", jobId, e);
      return failed(
          "an internal error (" + e.getClass().getSimpleName() + "); the log has details");
    }
  }

  private static JobOutcome failed(String error) {
    return new JobOutcome(Job.State.FAILED, List.of(), List.of(), error);
  }
}
