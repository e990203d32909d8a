package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.model.Usage;

/**
 * How an answerer ended.
 *
 * @param abstained whether it found that the passages hold no answer; nothing was written then
 * @param note for the trace, masked
 */
record Verdict(boolean abstained, Usage usage, String note) {
  /** Nobody was asked. */
  static final Verdict NOTHING = new Verdict(true, Usage.NONE, "");
}
