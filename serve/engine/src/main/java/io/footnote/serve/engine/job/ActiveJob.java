package io.footnote.serve.engine.job;

import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.Job;
import java.time.Instant;
import java.util.List;

/** A job that waits or runs in this process. Changed under the lock of its runner alone. */
final class ActiveJob {
  /** Why work is to stop before its end. */
  enum Stop {
    /** It is not to stop. */
    NOT,
    CANCEL,
    PAUSE,
    /** The process ends; the next one goes on. */
    CLOSE
  }

  private volatile Job job;
  private volatile Stop stop = Stop.NOT;
  private long persistedMillis;

  ActiveJob(Job job) {
    this.job = job;
  }

  Job job() {
    return job;
  }

  Stop stop() {
    return stop;
  }

  /** Asks the work to stop; what was asked first counts, but a cancel is final. */
  void stop(Stop why) {
    if (stop == Stop.NOT || why == Stop.CANCEL) {
      stop = why;
    }
  }

  void running(IngestProgress progress) {
    job =
        new Job(
            job.jobId(),
            job.collection(),
            job.owner(),
            Job.State.RUNNING,
            progress,
            List.of(),
            null,
            job.created(),
            null);
  }

  void paused() {
    job = job.withState(Job.State.PAUSED);
  }

  void ended(JobOutcome outcome, Instant finished) {
    job =
        new Job(
            job.jobId(),
            job.collection(),
            job.owner(),
            outcome.state(),
            job.progress(),
            outcome.failures(),
            outcome.withoutText(),
            outcome.error(),
            job.created(),
            finished);
  }

  /** Whether progress was last persisted so long ago; if so, it is now. */
  boolean isDueForPersisting(long now, long everyMillis) {
    if (now - persistedMillis < everyMillis) {
      return false;
    }
    persistedMillis = now;
    return true;
  }
}
