package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.cite.CheckedSentence;
import io.footnote.serve.engine.model.SearchResult;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Writes an answer from passages. Thread-safe. */
interface Answerer {

  /** The name callers choose it by. */
  String name();

  /** What it is told besides question, conversation and passages; empty if nothing. */
  String prompt();

  /** Whether it can follow standing instructions, or writes nothing of its own. */
  boolean followsInstructions();

  /** Tokens of passages it can read. */
  int contextTokens();

  /** Whether it may read what must not leave this process. */
  boolean readsRestricted();

  /**
   * As a reader of passages.
   *
   * @param budget tokens they may take
   * @param unrestricted what may leave this process
   */
  Reader reader(int budget, Predicate<SearchResult> unrestricted);

  /**
   * Answers, handing on each sentence, unmasked and checked, as soon as it is complete.
   *
   * @param sentences called in order, never if the verdict is to abstain
   */
  Verdict answer(Grounds grounds, Consumer<CheckedSentence> sentences);
}
