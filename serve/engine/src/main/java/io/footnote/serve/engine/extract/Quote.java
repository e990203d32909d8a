package io.footnote.serve.engine.extract;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Passage;

/**
 * A piece of a passage that answers.
 *
 * @param span in the passage's text
 * @param score what it was chosen by
 */
public record Quote(Passage passage, Span span, double score) {
  public String text() {
    return passage.text().substring(span.start(), span.end());
  }
}
