package io.footnote.serve.engine.extract;

/**
 * Turns signals into a probability by logistic regression.
 *
 * <p>Fitted with a little L2 regularisation on 45 answerable and 45 unanswerable questions of
 * ClapNQ and 12 claims of SciFact asked of ClapNQ's passages, all from the half of the questions
 * whose id hashes to an even number, with the bundled model. Signals are on the model's own scale,
 * so that other models start from a sensible place; fit again when the signals change.
 */
final class Confidence {
  static final double BIAS = -6.3;
  static final double PASSAGE_COSINE = 2.6;
  static final double SENTENCE_COSINE = 2.1;
  static final double COVERAGE = 2.4;
  static final double RAREST_FOUND = 0.4;
  static final double SPREAD = 2.0;

  /**
   * Below this the documents are said to hold no answer. Lower than one half, because a reader who
   * sees a wrong quotation with its source is harmed less than one who is told that there is no
   * answer where there is one: on the questions above, 41 of 45 answerable ones are answered, 30 of
   * 45 unanswerable ones on the passages' own subjects and all of other subjects are declined.
   */
  static final double THRESHOLD = 0.35;

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
