package io.footnote.serve.engine.extract;

/**
 * What tells whether passages hold an answer. Cosines are on the scale of {@link CosineScale}.
 *
 * @param passageCosine cosine of the question and its nearest passage
 * @param sentenceCosine cosine of the question and its nearest sentence (with its title)
 * @param coverage share of the question's weighted words that the best passage holds
 * @param rarestFound whether the question's rarest word stands in a chosen passage
 * @param spread nearest passage's cosine above the mean of all passages retrieved
 */
public record Signals(
    double passageCosine,
    double sentenceCosine,
    double coverage,
    boolean rarestFound,
    double spread) {}
