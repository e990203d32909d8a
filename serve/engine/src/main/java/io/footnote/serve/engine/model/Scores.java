package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a result's score comes from. A leg that did not run has null.
 *
 * @param lexical BM25
 * @param semantic cosine in [-1, 1]
 * @param fused of both legs
 * @param rerank the reranker's, 0 to 1; null if it did not judge this passage
 */
public record Scores(
    @Nullable Double lexical, @Nullable Double semantic, double fused, @Nullable Double rerank) {}
