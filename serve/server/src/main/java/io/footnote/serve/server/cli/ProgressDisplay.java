package io.footnote.serve.server.cli;

import io.footnote.ingest.IngestProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows an ingest's progress: a bar on a terminal, else a line now and then. */
interface ProgressDisplay extends AutoCloseable {
  /**
   * Shows how far a job is.
   *
   * @param job what is said of the job if it is another than the one that was asked for, else empty
   */
  void show(String job, IngestProgress progress);

  @Override
  void close();

  static ProgressDisplay of(Session session) {
    if (session.json()) {
      return new Silent();
    }
    return session.terminal() ? new Bar(session.err()) : new Lines(session.err());
  }

  /**
   * Rate and time left, as far as they are known.
   *
   * @param perSecond unit of the rate
   * @param about put before the time left
   */
  private static String pace(IngestProgress progress, String perSecond, String about) {
    StringBuilder pace = new StringBuilder();
    if (progress.chunksPerSecond() > 0) {
      pace.append(String.format(Locale.ROOT, ", %.1f", progress.chunksPerSecond()))
          .append(perSecond);
    }
    Long left = progress.millisLeft();
    if (left != null && progress.documentsDone() < progress.documentsTotal()) {
      pace.append(", ").append(about).append(duration(left)).append(" left");
    }
    return pace.toString();
  }

  private static String duration(long millis) {
    long seconds = Math.max(1, Math.round(millis / 1000.0));
    if (seconds < 100) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 100 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", minutes / 60.0);
  }

  /** Nothing, for scripts. */
  record Silent() implements ProgressDisplay {
    @Override
    public void show(String job, IngestProgress progress) {}

    @Override
    public void close() {}
  }

  /**
   * One changing line with a bar, documents, chunks, rate and time left; gone when it is closed.
   * Made here and not by a library, since none counts two things and takes a better estimate of the
   * time left than its own.
   */
  final class Bar implements ProgressDisplay {
    /** No terminal is narrower; a longer line would wrap, and then stay. */
    private static final int WIDTH = 79;

    private static final int CELLS = 10;
    private static final String CLEAR_TO_END = "\u001b[K";

    private final PrintWriter out;
    private String shown = "";

    Bar(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void show(String job, IngestProgress progress) {
      int filled = (int) (CELLS * progress.share());
      String line =
          String.format(
              Locale.ROOT,
              "%s [%s%s%s] %d%% %d/%d docs, %s%s",
              job.isEmpty() ? progress.stage() : job,
              "=".repeat(filled),
              filled < CELLS ? ">" : "",
              " ".repeat(Math.max(0, CELLS - 1 - filled)),
              (int) (100 * progress.share()),
              progress.documentsDone(),
              progress.documentsTotal(),
              Text.count(progress.chunksEmbedded(), "chunk"),
              pace(progress, "/s", ""));
      String cut = line.substring(0, Math.min(WIDTH, line.length()));
      if (!cut.equals(shown)) {
        shown = cut;
        out.print("\r" + cut + CLEAR_TO_END);
        out.flush();
      }
    }

    @Override
    public void close() {
      if (!shown.isEmpty()) {
        out.print("\r" + CLEAR_TO_END);
        out.flush();
      }
    }
  }

  /** A line after the first commit, and one every few seconds if something changed. */
  final class Lines implements ProgressDisplay {
    private static final long PAUSE_MILLIS = 5000;

    private final PrintWriter out;
    private String shownJob = "";
    private long shownAt;
    private long shownDone;
    private long shownEmbedded;

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void show(String job, IngestProgress progress) {
      if (!job.equals(shownJob)) {
        shownJob = job;
        shownAt = 0;
        shownDone = 0;
        shownEmbedded = 0;
      }
      boolean changed =
          progress.documentsDone() != shownDone || progress.chunksEmbedded() != shownEmbedded;
      boolean firstCommit = shownDone == 0 && progress.documentsDone() > 0;
      boolean due = progress.elapsedMillis() - shownAt >= PAUSE_MILLIS;
      if (!changed
          || !(due || firstCommit)
          || progress.documentsDone() == progress.documentsTotal()) {
        return;
      }
      shownAt = progress.elapsedMillis();
      shownDone = progress.documentsDone();
      shownEmbedded = progress.chunksEmbedded();
      out.println(
          String.format(
              Locale.ROOT,
              "%s%s: %d of %s, %s (%d ready)%s",
              job.isEmpty() ? "" : job + ": ",
              progress.stage(),
              progress.documentsDone(),
              Text.count(progress.documentsTotal(), "document"),
              Text.count(progress.chunks(), "chunk"),
              progress.chunksEmbedded(),
              pace(progress, " chunks/s", "about ")));
      out.flush();
    }

    @Override
    public void close() {}
  }
}
