package io.footnote.serve.server.cli;

import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.FootnoteService;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Follows an ingest to its end and shows how far it is. When the process is told to end meanwhile,
 * the ingest is cancelled, what it has finished is kept, and one sentence says so.
 */
final class IngestRun {
  private static final Duration GLANCE = Duration.ofMillis(250);

  /** Cancelling takes about a second, and the last commit perhaps a few. */
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(20);

  private static final int JOBS_LOOKED_AT = 50;

  /** Folders of pictures should not bury what failed. */
  private static final int TEXTLESS_NAMED = 20;

  private final Session session;
  private final FootnoteService footnote;
  private final Runnable closing;

  /**
   * @param closing closes {@code footnote} and what is around it, when a signal ends the process
   */
  IngestRun(Session session, FootnoteService footnote, Runnable closing) {
    this.session = session;
    this.footnote = footnote;
    this.closing = closing;
  }

  /** Starts an ingest and returns the job after its end. */
  Job run(FootnoteService.Ingest ingest) throws InterruptedException {
    return follow(footnote.ingest(QueryOptions.OPERATOR, ingest));
  }

  /** Waits for the end of a job, which is then returned. A signal cancels the job. */
  Job follow(Job queued) throws InterruptedException {
    try (Interruption _ = new Interruption(() -> cancel(queued))) {
      return await(queued);
    }
  }

  /** Waits for the end of a job, which is then returned. */
  Job await(Job queued) throws InterruptedException {
    Job job = queued;
    try (ProgressDisplay display = ProgressDisplay.of(session)) {
      while (!job.state().rests()) {
        job = footnote.awaitJob(QueryOptions.OPERATOR, job.jobId(), GLANCE);
        show(display, job);
      }
    }
    return job;
  }

  private void show(ProgressDisplay display, Job job) {
    if (job.state() != Job.State.QUEUED) {
      display.show("", job.progress());
      return;
    }
    footnote.jobs(QueryOptions.OPERATOR, JOBS_LOOKED_AT).stream()
        .filter(other -> other.state() == Job.State.RUNNING)
        .filter(other -> other.collection().equals(job.collection()))
        .findFirst()
        .ifPresent(other -> display.show("first " + other.jobId(), other.progress()));
  }

  /** Says which jobs go on that an earlier process left unfinished. */
  static void sayResumed(Session session, FootnoteService footnote) {
    if (footnote instanceof Footnote here) {
      for (Job job : here.resumed()) {
        session
            .err()
            .println(
                "resuming job %s of collection '%s', %d of %s"
                    .formatted(
                        job.jobId(),
                        job.collection(),
                        job.progress().documentsDone(),
                        Text.count(job.progress().documentsTotal(), "document")));
      }
      session.err().flush();
    }
  }

  /** Cancels a job because the process is to end, and says what became of it. */
  void cancel(Job running) {
    try {
      Job job = footnote.cancelJob(QueryOptions.OPERATOR, running.jobId());
      if (!job.state().ended()) {
        job = footnote.awaitJob(QueryOptions.OPERATOR, running.jobId(), CANCEL_TIMEOUT);
      }
      session.err().println("footnote: " + kept(job));
      session.err().flush();
      if (job.state().ended()) {
        closing.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      session.err().println("footnote: could not cancel: " + e.getMessage());
      session.err().flush();
    }
  }

  /** What became of a job that was to be stopped, and how to go on. */
  private static String kept(Job job) {
    String done =
        "%d of %s of collection '%s'"
            .formatted(
                job.progress().documentsDone(),
                Text.count(job.progress().documentsTotal(), "document"),
                job.collection());
    return switch (job.state()) {
      case CANCELLED ->
          "job %s was cancelled; what was committed stays (%s); to go on, run the command again or 'footnote jobs retry %1$s'"
              .formatted(job.jobId(), done);
      case PAUSED ->
          "job %s is paused; what was committed stays (%s); to go on, run 'footnote jobs resume %1$s'"
              .formatted(job.jobId(), done);
      case DONE -> "job %s was done already (%s)".formatted(job.jobId(), done);
      case FAILED -> "job %s failed: %s".formatted(job.jobId(), job.error());
      case QUEUED, RUNNING, INTERRUPTED ->
          "job %s does not stop in time; what was committed stays (%s), the next process goes on with the rest"
              .formatted(job.jobId(), done);
    };
  }

  static int exitCode(Job job) {
    return job.state() == Job.State.DONE && job.failures().isEmpty() ? 0 : 1;
  }

  /** What was done, in one line. */
  private static String summary(Job job) {
    IngestProgress progress = job.progress();
    return String.format(
        Locale.ROOT,
        "%s in collection '%s': %d new or changed%s, %d unchanged, %d failed%s%s%s; %s; %.1f s",
        Text.count(progress.documentsDone(), "document"),
        job.collection(),
        progress.documentsIndexed(),
        some(progress.documentsMoved(), "moved"),
        progress.documentsUnchanged(),
        progress.documentsFailed(),
        some(progress.documentsWithoutText(), "without text"),
        some(progress.documentsRemoved(), "removed"),
        some(progress.documentsKeptDeleted(), "left deleted"),
        Text.count(progress.chunks(), "chunk"),
        progress.elapsedMillis() / 1000.0);
  }

  private static String some(long documents, String what) {
    return documents == 0 ? "" : ", " + documents + " " + what;
  }

  /** What was done, for people. */
  static void report(Session session, Job job) {
    PrintWriter out = session.out();
    IngestProgress progress = job.progress();
    if (job.state() == Job.State.DONE || progress.documentsDone() > 0) {
      out.println(summary(job));
    }
    if (progress.truncated() > 0) {
      out.println(
          Text.count(progress.truncated(), "passage")
              + " longer than the model reads; only the beginning was embedded");
    }
    job.withoutText().stream()
        .limit(TEXTLESS_NAMED)
        .forEach(document ->
            out.println("without text: " + document.source() + ": " + document.reason()));
    if (job.withoutText().size() > TEXTLESS_NAMED) {
      out.println("… 'footnote jobs show " + job.jobId() + "' names all documents without text");
    }
    for (FailedDocument failure : job.failures()) {
      session.err().println("failed: " + failure.source() + ": " + failure.reason());
    }
    if (job.state() != Job.State.DONE) {
      session.err().println("footnote: " + kept(job));
    }
    session.err().flush();
  }
}
