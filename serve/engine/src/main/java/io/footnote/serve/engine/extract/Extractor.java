package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses one to three sentences that answer a question, and gathers what tells whether they do.
 * Needs no language model: words weighted by rarity, vectors of the most promising sentences, the
 * kind of answer asked for. Thread-safe.
 */
public final class Extractor {
  /** Words that a sentence has beside the name of what it is about. */
  private static final int FURTHER_WORDS = 2;

  private final ScaledEmbedder model;

  public Extractor(ScaledEmbedder model) {
    this.model = model;
  }

  /** Content hash of the model that compares sentences. */
  public String modelHash() {
    return model.embedder().model().contentHash();
  }

  /**
   * @param vector the question's vector
   * @param passages best first
   */
  public Extraction extract(String text, float[] vector, List<Passage> passages, Terms terms) {
    if (passages.isEmpty()) {
      return new Extraction(List.of(), Map.of());
    }
    Question question = new Question(text, terms);
    List<Candidate> ranked =
        new CandidateScorer(model.embedder(), model.scale(), terms)
            .score(question, vector, passages);
    return new Extraction(
        QuoteChooser.choose(question, ranked),
        new AnswerSignals(question, terms, model.scale()).of(ranked, passages));
  }

  /**
   * What passages say of a subject, in reading order: no line that only names it, as tables of
   * contents do.
   */
  public List<Quote> quotesOf(String subject, List<Passage> passages, Terms terms) {
    Question question = new Question(subject, terms);
    float[] vector = model.embedder().embedQuery(subject).vector();
    Set<String> named = terms.distinct(subject);
    return QuoteChooser.choose(
        question,
        new CandidateScorer(model.embedder(), model.scale(), terms)
            .score(question, vector, passages).stream()
                .filter(candidate -> saysMore(terms.distinct(candidate.reading().text()), named))
                .toList());
  }

  private static boolean saysMore(Set<String> words, Set<String> named) {
    return words.stream()
            .filter(word -> !named.contains(word))
            .filter(word -> word.codePoints().anyMatch(Character::isLetter))
            .count()
        >= FURTHER_WORDS;
  }
}
