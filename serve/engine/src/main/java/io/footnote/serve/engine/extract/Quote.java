package io.footnote.serve.engine.extract;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Passage;

/**
 * A piece of a passage that answers.
 *
 * @param span in the passage's text
 * @param shown the text on one line; a row of a table with the names of its columns
 * @param ownLine whether it is a row, a line or an item, which does not run on as prose does
 * @param score what it was chosen by
 */
public record Quote(Passage passage, Span span, String shown, boolean ownLine, double score) {
  /** Whether two quotes share text of their document (neighbouring chunks may overlap). */
  public boolean overlaps(Quote other) {
    return passage.result().documentId().equals(other.passage.result().documentId())
        && start() < other.end()
        && other.start() < end();
  }

  private int start() {
    return passage.result().charStart() + span.start();
  }

  private int end() {
    return start() + span.length();
  }

  public String text() {
    return passage.text().substring(span.start(), span.end());
  }
}
