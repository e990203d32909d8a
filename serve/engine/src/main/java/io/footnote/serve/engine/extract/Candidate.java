package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.TextUnit;
import java.util.Set;

/**
 * A unit that may be quoted.
 *
 * @param words its distinct words
 * @param shallow its score without the model
 * @param cosine of question and unit as {@link CosineScale} measures it; {@code NaN} until embedded
 * @param score what it is chosen by
 */
record Candidate(
    Passage passage,
    TextUnit unit,
    Set<String> words,
    double shallow,
    double cosine,
    double score) {

  String text() {
    return passage.text().substring(unit.span().start(), unit.span().end());
  }

  Candidate scored(double newCosine, double newScore) {
    return new Candidate(passage, unit, words, shallow, newCosine, newScore);
  }
}
