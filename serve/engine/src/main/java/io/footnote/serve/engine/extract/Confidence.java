package io.footnote.serve.engine.extract;

/**
 * Turns signals into a probability by logistic regression.
 *
 * <p>Fitted with a little L2 regularisation on half of the questions of the sample collection
 * (counted three times, as they are few) and of ClapNQ, and of claims of SciFact asked of both,
 * with the bundled model. Signals are on the model's own scale, so that other models start from a
 * sensible place; fit again when the signals or the scores of candidates change.
 */
final class Confidence {
  static final double BIAS = -7.5;
  static final double PASSAGE_COSINE = 2.3;
  static final double SENTENCE_COSINE = 3.0;
  static final double COVERAGE = 1.0;
  static final double QUOTE_COVERAGE = 1.1;
  static final double SCORE = 3.3;
  static final double NAMES_MISSING = -0.8;
  static final double SPREAD = 0.5;

  /**
   * Below this the documents are said to hold no answer. Far lower than one half, because a reader
   * who sees a wrong quotation with its source is harmed less than one who is told that there is no
   * answer where there is one. On the other halves of the questions some 5 % of the answerable ones
   * are declined, and 96 % of those on other subjects; of unanswerable ones on the passages' own
   * subjects only a third, because they share all words with what they miss.
   */
  static final double THRESHOLD = 0.25;

  private Confidence() {}

  static double of(Signals signals) {
    double logit =
        BIAS
            + PASSAGE_COSINE * signals.passageCosine()
            + SENTENCE_COSINE * signals.sentenceCosine()
            + COVERAGE * signals.coverage()
            + QUOTE_COVERAGE * signals.quoteCoverage()
            + SCORE * signals.score()
            + NAMES_MISSING * signals.namesMissing()
            + SPREAD * signals.spread();
    return 1 / (1 + Math.exp(-logit));
  }
}
