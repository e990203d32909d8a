package io.footnote.eval.run;

import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestProgress;

/** Told how far an evaluation has come, on the thread that runs it. */
public interface EvaluationProgress {

  /** The documents are in from an earlier run. */
  void reusing();

  /** About once a second while documents are brought in. */
  void ingesting(IngestProgress progress);

  /** After each query. */
  void asked(SearchMode mode, int done, int total);

  /** Says nothing. */
  static EvaluationProgress silent() {
    return new EvaluationProgress() {
      @Override
      public void reusing() {}

      @Override
      public void ingesting(IngestProgress progress) {}

      @Override
      public void asked(SearchMode mode, int done, int total) {}
    };
  }
}
