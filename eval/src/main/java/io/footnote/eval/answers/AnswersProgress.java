package io.footnote.eval.answers;

/** Told how far a measurement of answers has come, on the thread that runs it. */
@FunctionalInterface
public interface AnswersProgress {

  /** After each question of a dataset. */
  void asked(String dataset, int done, int total);
}
