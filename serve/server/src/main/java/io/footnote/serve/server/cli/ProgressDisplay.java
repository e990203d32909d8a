package io.footnote.serve.server.cli;

import io.footnote.ingest.IngestProgress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows an ingest's progress: a bar on a terminal, else a line now and then. */
interface ProgressDisplay extends AutoCloseable {
  void show(IngestProgress progress);

  @Override
  void close();

  static ProgressDisplay of(Session session) {
    if (session.json()) {
      return new Silent();
    }
    return session.terminal() ? new Bar() : new Lines(session.err());
  }

  /** Nothing, for scripts. */
  record Silent() implements ProgressDisplay {
    @Override
    public void show(IngestProgress progress) {}

    @Override
    public void close() {}
  }

  /** A bar with documents, chunks, rate and time left. */
  final class Bar implements ProgressDisplay {
    private final ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("ingesting")
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" docs", 1)
            .setInitialMax(-1)
            .setUpdateIntervalMillis(250)
            .showSpeed()
            .build();

    @Override
    public void show(IngestProgress progress) {
      if (progress.documentsTotal() > 0) {
        bar.maxHint(progress.documentsTotal());
      }
      bar.stepTo(progress.documentsDone());
      bar.setExtraMessage(" " + progress.chunks() + " chunks");
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line after the first commit, then one every few seconds, and only when something changed. */
  final class Lines implements ProgressDisplay {
    private static final long PAUSE_MILLIS = 5000;

    private final PrintWriter out;
    private long shownAt = -PAUSE_MILLIS;
    private long shownDone;

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void show(IngestProgress progress) {
      if (progress.elapsedMillis() - shownAt < PAUSE_MILLIS
          || progress.documentsDone() == shownDone
          || progress.documentsDone() == progress.documentsTotal()) {
        return;
      }
      shownAt = progress.elapsedMillis();
      shownDone = progress.documentsDone();
      double rate = progress.documentsDone() * 1000.0 / Math.max(1, progress.elapsedMillis());
      long left = progress.documentsTotal() - progress.documentsDone();
      out.println(
          String.format(
              Locale.ROOT,
              "%s: %d of %d documents, %d chunks, %.1f documents/s, about %d s left",
              progress.stage(),
              progress.documentsDone(),
              progress.documentsTotal(),
              progress.chunks(),
              rate,
              rate == 0 ? 0 : Math.round(left / rate)));
      out.flush();
    }

    @Override
    public void close() {}
  }
}
