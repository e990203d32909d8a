package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.model.Usage;

/**
 * How an answerer ended.
 *
 * @param abstained whether it found that the passages hold no answer; nothing was written then
 * @param confidence that the passages hold the answer, 0 to 1
 * @param note for the trace, masked
 */
record Verdict(boolean abstained, double confidence, Usage usage, String note) {}
