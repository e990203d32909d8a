package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.cite.CheckedSentence;
import java.util.function.Consumer;

/** Writes an answer from passages. Thread-safe. */
interface Answerer {

  /** The name callers choose it by. */
  String name();

  /** What it is told besides question, conversation and passages; empty if nothing. */
  String prompt();

  /** Tokens of passages it can read. */
  int contextTokens();

  /**
   * Answers, handing on each sentence, unmasked and checked, as soon as it is complete.
   *
   * @param sentences called in order, never if the verdict is to abstain
   */
  Verdict answer(Grounds grounds, Consumer<CheckedSentence> sentences);
}
