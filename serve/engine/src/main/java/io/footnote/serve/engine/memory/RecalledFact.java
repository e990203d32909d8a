package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.model.MemoryItem;

/**
 * A fact that may help with a question.
 *
 * @param cosine of its vector and the question's
 * @param score how near it is to the question, 0 to 1
 */
public record RecalledFact(MemoryItem fact, double cosine, double score) {}
