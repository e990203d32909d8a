package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.Map;

/**
 * Chooses one to three sentences that answer a question, and gathers what tells whether they do.
 * Needs no language model: words weighted by rarity, vectors of the most promising sentences, the
 * kind of answer asked for. Thread-safe.
 */
public final class Extractor {
  private final ScaledEmbedder model;

  public Extractor(ScaledEmbedder model) {
    this.model = model;
  }

  /** Content hash of the model that compares sentences. */
  public String modelHash() {
    return model.embedder().model().contentHash();
  }

  /** As {@link #extract(String, float[], List, Terms)}, for a question without a vector. */
  public Extraction extract(String text, List<Passage> passages, Terms terms) {
    return extract(text, model.embedder().embedQuery(text).vector(), passages, terms);
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
}
