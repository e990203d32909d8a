package io.footnote.serve.engine.cite;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Passage;

/**
 * The part of a passage that supports a sentence.
 *
 * @param span in the passage's text
 */
public record Evidence(Passage passage, Span span) {}
