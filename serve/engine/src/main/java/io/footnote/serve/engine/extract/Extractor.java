package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.List;

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

  /**
   * Begins to look through passages.
   *
   * @param passages best first
   */
  public Sifting sift(List<Passage> passages, Terms terms) {
    return new Sifting(model, passages, terms);
  }
}
