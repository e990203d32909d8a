package io.footnote.serve.engine.calibrate;

/**
 * What tells whether passages hold the answer to a question. Cosines are on the scale of {@link
 * CosineScale}; shares of the question's words are weighted by how rare they are.
 */
public enum AnswerSignal {
  /** Cosine of the question and its nearest passage. */
  PASSAGE_COSINE,
  /** How far the nearest passage is above the next. */
  PASSAGE_MARGIN,
  /** Cosine of the question and its nearest sentence, read with its title. */
  SENTENCE_COSINE,
  /** How far the nearest sentence is above the mean of those compared. */
  SENTENCE_MARGIN,
  /** Share of the question's words that one passage holds. */
  COVERAGE,
  /** Share that one sentence holds. */
  SENTENCE_COVERAGE,
  /** Share that the best sentence holds with what it stands under. */
  QUOTE_COVERAGE,
  /** Score of the best sentence. */
  SCORE,
  /** Share of the question's names, codes and numbers that the best sentence's passage lacks. */
  NAMES_MISSING,
  /** 1 if both legs hold the same passage for the best, else 0. */
  LEGS_AGREE,
  /** Share of the kinds of things asked for that one of the best sentences has. */
  ANSWER_TYPE,
  /**
   * How many times the chunks that can be seen go into 300, as a power of ten, at least 0: of few
   * passages the best is seldom near by chance.
   */
  FEW_CHUNKS
}
