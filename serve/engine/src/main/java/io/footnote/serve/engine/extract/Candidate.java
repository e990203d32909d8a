package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.read.Reading;
import io.footnote.serve.engine.text.TextUnit.Kind;
import java.util.Set;

/**
 * A unit that may be quoted.
 *
 * @param read what a reader reads of it: as it is shown, after what it points back at if that is
 *     needed
 * @param words its distinct words, with those of its columns' names and of what it is read after
 * @param around words of what it stands under and after
 * @param shallow its score without the model
 * @param cosine of question and unit as {@link CosineScale} measures it; {@code NaN} until embedded
 * @param score what it is chosen by
 */
record Candidate(
    Passage passage,
    Reading reading,
    String read,
    Set<String> words,
    Set<String> around,
    double shallow,
    double cosine,
    double score) {

  /** Whether both are sentences of one passage. */
  boolean isBeside(Candidate other) {
    return passage.n() == other.passage.n()
        && reading.unit().kind() == Kind.SENTENCE
        && other.reading.unit().kind() == Kind.SENTENCE;
  }

  Candidate scored(double newCosine, double newScore) {
    return new Candidate(passage, reading, read, words, around, shallow, newCosine, newScore);
  }
}
