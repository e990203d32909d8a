package io.footnote.serve.engine.extract;

/**
 * What tells whether passages hold an answer. Cosines are on the scale of {@link CosineScale}.
 *
 * @param passageCosine cosine of the question and its nearest passage
 * @param sentenceCosine cosine of the question and its nearest sentence (with its title)
 * @param coverage share of the question's weighted words that the best passage holds
 * @param quoteCoverage the same for the best unit with what it stands under
 * @param score of the best unit
 * @param namesMissing share of the question's names, codes and numbers that the best unit's passage
 *     lacks
 * @param spread nearest passage's cosine above the mean of all passages retrieved
 */
public record Signals(
    double passageCosine,
    double sentenceCosine,
    double coverage,
    double quoteCoverage,
    double score,
    double namesMissing,
    double spread) {}
