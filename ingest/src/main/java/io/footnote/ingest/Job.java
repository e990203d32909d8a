package io.footnote.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of ingestion that outlives the request that asked for it.
 *
 * @param owner user name of the principal who asked
 * @param failures documents that failed, in the order of their sources
 * @param withoutText documents that have no text and are not in the index, in the same order
 * @param error why the job as a whole failed, in one sentence; null unless {@code state} is {@link
 *     State#FAILED}
 */
public record Job(
    String jobId,
    String collection,
    String owner,
    State state,
    IngestProgress progress,
    List<FailedDocument> failures,
    List<TextlessDocument> withoutText,
    @Nullable String error,
    Instant created,
    @Nullable Instant finished) {
  public Job {
    failures = List.copyOf(failures);
    withoutText = List.copyOf(withoutText);
  }

  /** Before anything is known of its documents. */
  public Job(
      String jobId,
      String collection,
      String owner,
      State state,
      IngestProgress progress,
      List<FailedDocument> failures,
      @Nullable String error,
      Instant created,
      @Nullable Instant finished) {
    this(jobId, collection, owner, state, progress, failures, List.of(), error, created, finished);
  }

  /** The same job in another state. */
  public Job withState(State next) {
    return new Job(
        jobId, collection, owner, next, progress, failures, withoutText, error, created, finished);
  }

  /** Life of a job. */
  public enum State {
    QUEUED,
    RUNNING,
    /**
     * It was running when its process ended, and no process has taken it up yet: the next one that
     * writes to the data folder does. Never stored; told by those who only read.
     */
    INTERRUPTED,
    /** Stopped until somebody resumes it; what was committed until then stays. */
    PAUSED,
    /** All documents were dealt with; some may have failed, see {@link Job#failures()}. */
    DONE,
    /** The job as a whole could not go on. */
    FAILED,
    CANCELLED;

    /** Whether the job will not change any more. */
    public boolean ended() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }

    /** Whether the job will not change unless somebody does something. */
    public boolean rests() {
      return ended() || this == PAUSED || this == INTERRUPTED;
    }
  }
}
