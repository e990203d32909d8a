package io.footnote.eval.cli;

import io.footnote.eval.run.EvaluationProgress;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far an evaluation has come: one changing line on a terminal, else few lines. */
final class EvaluationDisplay implements EvaluationProgress, AutoCloseable {
  /** Ingestion tells about once a second; without a terminal every tenth time is enough. */
  private static final int EVERY = 10;

  private static final int WIDTH = 78;

  private final PrintWriter out;
  private final boolean terminal;
  private int told;

  EvaluationDisplay(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void reusing() {
    line("documents are unchanged: using the index of the last run");
  }

  @Override
  public void ingesting(IngestProgress progress) {
    if (told++ % EVERY == 0 || terminal) {
      Long left = progress.millisLeft();
      line(
          String.format(
              Locale.ROOT,
              "ingesting: %,d of %,d documents, %,d chunks, %.1f chunks/s%s",
              progress.documentsDone(),
              progress.documentsTotal(),
              progress.chunksEmbedded(),
              progress.chunksPerSecond(),
              left == null ? "" : ", about " + Math.round(left / 1000.0) + " s left"));
    }
  }

  @Override
  public void asked(SearchMode mode, int done, int total) {
    asked(mode.name().toLowerCase(Locale.ROOT), done, total);
  }

  /** After each query of what {@code what} names. */
  void asked(String what, int done, int total) {
    if (terminal || done == total) {
      line("%s: %,d of %,d queries".formatted(what, done, total));
    }
  }

  private void line(String text) {
    if (terminal) {
      String padded = text + " ".repeat(Math.max(0, WIDTH - text.length()));
      out.print("\r" + padded.substring(0, WIDTH));
    } else {
      out.println(text);
    }
    out.flush();
  }

  @Override
  public void close() {
    if (terminal) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
      out.flush();
    }
  }
}
