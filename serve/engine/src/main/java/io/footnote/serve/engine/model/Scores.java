package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a result's score comes from. A leg that did not run has null.
 *
 * @param lexical BM25
 * @param semantic cosine in [-1, 1]
 * @param fused what results are ordered by
 * @param lexicalRank rank in the lexical leg from 1, null if it was not among its candidates; only
 *     when explained
 * @param semanticRank likewise in the semantic leg
 */
public record Scores(
    @Nullable Double lexical,
    @Nullable Double semantic,
    double fused,
    @Nullable Integer lexicalRank,
    @Nullable Integer semanticRank) {}
