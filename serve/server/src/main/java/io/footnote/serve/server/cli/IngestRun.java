package io.footnote.serve.server.cli;

import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Starts an ingest, shows how far it is, and cancels it when the person does. */
final class IngestRun {
  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(30);

  private final Session session;
  private final FootnoteService footnote;

  IngestRun(Session session, FootnoteService footnote) {
    this.session = session;
    this.footnote = footnote;
  }

  /** Returns the job after its end. */
  Job run(FootnoteService.Ingest ingest) throws InterruptedException {
    return follow(footnote.ingest(QueryOptions.OPERATOR, ingest));
  }

  /** Waits for the end of a job, which is then returned. */
  Job follow(Job queued) throws InterruptedException {
    Job job = queued;
    String id = job.jobId();
    Thread onInterrupt = new Thread(() -> cancel(id), "cancel-ingest");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try (ProgressDisplay display = ProgressDisplay.of(session)) {
      while (!job.state().ended()) {
        job = footnote.awaitJob(QueryOptions.OPERATOR, id, GLANCE);
        display.show(job.progress());
      }
      return job;
    } finally {
      removeHook(onInterrupt);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, which is what the hook is for
    }
  }

  private void cancel(String id) {
    try {
      Job cancelled = footnote.cancelJob(QueryOptions.OPERATOR, id);
      if (!cancelled.state().ended()) {
        Job _ = footnote.awaitJob(QueryOptions.OPERATOR, id, CANCEL_TIMEOUT);
      }
      session.err().println("footnote: cancelled; what was committed stays");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      session.err().println("footnote: could not cancel: " + e.getMessage());
    }
    session.err().flush();
  }

  static int exitCode(Job job) {
    return job.state() == Job.State.DONE && job.failures().isEmpty() ? 0 : 1;
  }

  /** What was done, for people. */
  static void report(Session session, Job job) {
    PrintWriter out = session.out();
    IngestProgress progress = job.progress();
    out.println(
        String.format(
            Locale.ROOT,
            "%s in collection '%s': %d new or changed, %d unchanged, %d failed; %s; %.1f s",
            Text.count(progress.documentsDone(), "document"),
            job.collection(),
            progress.documentsDone() - progress.documentsUnchanged() - progress.documentsFailed(),
            progress.documentsUnchanged(),
            progress.documentsFailed(),
            Text.count(progress.chunks(), "chunk"),
            progress.elapsedMillis() / 1000.0));
    if (progress.truncated() > 0) {
      out.println(
          Text.count(progress.truncated(), "passage")
              + " longer than the model reads; only the beginning was embedded");
    }
    for (FailedDocument failure : job.failures()) {
      session.err().println("failed: " + failure.source() + ": " + failure.reason());
    }
    if (job.state() == Job.State.FAILED) {
      session.err().println("footnote: the ingest failed: " + job.error());
    } else if (job.state() == Job.State.CANCELLED) {
      session.err().println("footnote: the ingest was cancelled; what was committed stays");
    }
    session.err().flush();
  }
}
