package io.footnote.serve.engine.job;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.SyncRequest;
import io.footnote.serve.engine.job.StoredJobs.StoredInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What ended jobs keep, for a retry, of documents that were sent to them. Thread-safe. */
public final class JobCopies {
  private final StoredJobs store;

  public JobCopies(StoredJobs store) {
    this.store = store;
  }

  /**
   * Forgets uploaded files and texts.
   *
   * @param sources what their documents are known by
   */
  public void forget(String collection, Set<String> sources) {
    for (StoredInput stored : store.endedInputs(collection)) {
      switch (stored.request()) {
        case IngestRequest request -> forget(stored.jobId(), request, sources);
        case SyncRequest _, ReembedRequest _ -> {} // paths: their files are their owners'
      }
    }
  }

  private void forget(String jobId, IngestRequest request, Set<String> sources) {
    List<IngestInput> kept = new ArrayList<>();
    List<IngestInput> forgotten = new ArrayList<>();
    for (IngestInput input : request.inputs()) {
      boolean copy =
          switch (input) {
            case IngestInput.Text text -> sources.contains(text.source());
            case IngestInput.Upload upload -> sources.contains(upload.source());
            case IngestInput.PathInput _, IngestInput.Url _ -> false; // not ours
          };
      (copy ? forgotten : kept).add(input);
    }
    if (!forgotten.isEmpty()) {
      Uploads.delete(with(request, forgotten));
      store.replaceInput(jobId, with(request, kept));
    }
  }

  private static IngestRequest with(IngestRequest request, List<IngestInput> inputs) {
    return new IngestRequest(
        request.collection(),
        inputs,
        request.policyId(),
        request.metadata(),
        request.excludes(),
        request.only());
  }
}
