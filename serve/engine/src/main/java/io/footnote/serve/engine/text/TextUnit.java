package io.footnote.serve.engine.text;

import io.footnote.index.model.Span;

/**
 * The smallest piece of a passage that can be quoted.
 *
 * @param span where it stands in the passage, without surrounding white space
 */
public record TextUnit(Kind kind, Span span) {

  /** What a unit is. */
  public enum Kind {
    SENTENCE,
    /** An item of a list. */
    ITEM,
    /** A row of a table: several cells on one line. */
    ROW,
    /** A line without full stop that states something: a row whose cells were lost, a bullet. */
    LINE,
    /** A short line without the end of a sentence, such as a heading. */
    LABEL
  }
}
