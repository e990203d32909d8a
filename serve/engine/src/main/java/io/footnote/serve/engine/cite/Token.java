package io.footnote.serve.engine.cite;

import io.footnote.index.model.Span;

/**
 * A word of a sentence as checking compares it.
 *
 * @param form equal forms say the same: stems of words, numbers as digits, one form for all
 *     negations
 * @param weight how much it tells, greater than 0
 * @param span in the text
 */
record Token(Kind kind, String form, double weight, Span span) {

  /** What a word is. */
  enum Kind {
    WORD,
    NUMBER,
    NAME,
    NEGATION
  }

  /** Whether both say the same. Negations count where they stand, so none stands for another. */
  boolean matches(Token other) {
    return kind != Kind.NEGATION && form.equals(other.form);
  }

  /** Whether it is a name of letters and digits, as those of products and forms. */
  boolean isCode() {
    return kind == Kind.NAME && form.chars().anyMatch(Character::isDigit);
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
