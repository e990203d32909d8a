package io.footnote.serve.engine.extract;

/** Turns signals into a probability by logistic regression. */
final class Confidence {
  static final double BIAS = -8.0;
  static final double PASSAGE_COSINE = 4.0;
  static final double SENTENCE_COSINE = 4.0;
  static final double COVERAGE = 3.0;
  static final double RAREST_FOUND = 1.0;
  static final double SPREAD = 2.0;

  /** Below this the documents are said to hold no answer. */
  static final double THRESHOLD = 0.5;

  private Confidence() {}

  static double of(Signals signals) {
    double logit =
        BIAS
            + PASSAGE_COSINE * signals.passageCosine()
            + SENTENCE_COSINE * signals.sentenceCosine()
            + COVERAGE * signals.coverage()
            + (signals.rarestFound() ? RAREST_FOUND : 0)
            + SPREAD * signals.spread();
    return 1 / (1 + Math.exp(-logit));
  }
}
