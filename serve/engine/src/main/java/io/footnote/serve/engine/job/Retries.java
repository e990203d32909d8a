package io.footnote.serve.engine.job;

import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.SyncRequest;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is left to do of an ended job. */
final class Retries {
  private Retries() {}

  /**
   * After a job that dealt with everything, what failed; all if nothing did, or if more failed than
   * is known by name. A job that was stopped goes on as it was.
   */
  static JobInput of(Job job, JobInput input) {
    if (job.state() != Job.State.DONE) {
      return input;
    }
    boolean named =
        !job.failures().isEmpty() && job.failures().size() == job.progress().documentsFailed();
    return withOnly(
        input,
        named
            ? job.failures().stream().map(FailedDocument::source).collect(Collectors.toSet())
            : null);
  }

  private static JobInput withOnly(JobInput input, @Nullable Set<String> sources) {
    return switch (input) {
      case IngestRequest request -> request.withOnly(sources);
      case SyncRequest request ->
          new SyncRequest(
              request.what().withOnly(sources), request.confirmRemoval(), request.restoreDeleted());
      case ReembedRequest request -> request;
    };
  }
}
