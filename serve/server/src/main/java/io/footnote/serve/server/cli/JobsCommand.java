package io.footnote.serve.server.cli;

import io.footnote.index.model.Principal;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.server.json.Listing;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Jobs. */
@Command(
    name = "jobs",
    description = "List, show, watch, pause, resume, cancel and retry ingestion jobs.")
final class JobsCommand extends CommandGroup {
  /** Cancelling takes about a second, and the last commit perhaps a few. */
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(10);

  private final Session session;

  JobsCommand(Session session) {
    this.session = session;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List jobs, newest first.")
  int list(
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most this many (default: ${DEFAULT-VALUE}).")
          int limit) {
    try (FootnoteService footnote = session.open()) {
      session.print(
          new Listing.Jobs(footnote.jobs(QueryOptions.OPERATOR, limit)),
          list -> {
            list.jobs().forEach(this::line);
            session.out().println(Text.count(list.jobs().size(), "job"));
          });
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show a job with the documents that failed.")
  int show(@Parameters(paramLabel = "ID", description = "The job's id.") String id) {
    try (FootnoteService footnote = session.open()) {
      session.print(footnote.job(QueryOptions.OPERATOR, id), this::whole);
    }
    return 0;
  }

  @Command(
      name = "watch",
      mixinStandardHelpOptions = true,
      description = "Follow a job until it ends or is paused.")
  int watch(@Parameters(paramLabel = "ID", description = "The job's id.") String id)
      throws InterruptedException {
    try (FootnoteService footnote = session.open()) {
      Job last = watch(footnote, id);
      session.print(last, this::whole);
      return IngestRun.exitCode(last);
    }
  }

  private Job watch(FootnoteService footnote, String id) throws InterruptedException {
    try (ProgressDisplay display = ProgressDisplay.of(session)) {
      return footnote.watchJob(QueryOptions.OPERATOR, id, job -> display.show("", job.progress()));
    }
  }

  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Stop a job, in the middle of a document too; what was committed stays.")
  int cancel(@Parameters(paramLabel = "ID", description = "The job's id.") String id)
      throws InterruptedException {
    return stop(id, FootnoteService::cancelJob);
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Stop a job until it is resumed; what was committed stays.")
  int pause(@Parameters(paramLabel = "ID", description = "The job's id.") String id)
      throws InterruptedException {
    return stop(id, FootnoteService::pauseJob);
  }

  private int stop(String id, Steering steering) throws InterruptedException {
    try (FootnoteService footnote = session.open()) {
      Job _ = steering.apply(footnote, QueryOptions.OPERATOR, id);
      session.print(footnote.awaitJob(QueryOptions.OPERATOR, id, CANCEL_TIMEOUT), this::line);
    }
    return 0;
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Go on with a paused job and wait for its end.")
  int resume(@Parameters(paramLabel = "ID", description = "The job's id.") String id)
      throws InterruptedException {
    return goOn(id, FootnoteService::resumeJob);
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description =
          "Run an ended job again and wait for its end: what failed of it, or all if nothing did or"
              + " it was stopped.")
  int retry(@Parameters(paramLabel = "ID", description = "The job's id.") String id)
      throws InterruptedException {
    return goOn(id, FootnoteService::retryJob);
  }

  private int goOn(String id, Steering steering) throws InterruptedException {
    try (FootnoteService footnote = session.open()) {
      Job job = steering.apply(footnote, QueryOptions.OPERATOR, id);
      IngestRun.sayResumed(session, footnote);
      Job ended = new IngestRun(session, footnote, footnote::close).follow(job);
      session.print(ended, done -> IngestRun.report(session, done));
      return IngestRun.exitCode(ended);
    }
  }

  private interface Steering {
    Job apply(FootnoteService footnote, Principal principal, String jobId);
  }

  private void whole(Job job) {
    line(job);
    job.failures()
        .forEach(failure ->
            session.out().println("  failed: " + failure.source() + ": " + failure.reason()));
    job.withoutText()
        .forEach(document ->
            session
                .out()
                .println("  without text: " + document.source() + ": " + document.reason()));
    if (job.error() != null) {
      session.out().println("  " + job.error());
    }
  }

  private void line(Job job) {
    session
        .out()
        .println(
            "%s  %s  collection '%s', %d of %s, %d failed, %s"
                .formatted(
                    job.jobId(),
                    job.state().name().toLowerCase(Locale.ROOT),
                    job.collection(),
                    job.progress().documentsDone(),
                    Text.count(job.progress().documentsTotal(), "document"),
                    job.failures().size(),
                    job.created()));
  }
}
