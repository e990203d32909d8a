package io.footnote.index.model;

import java.util.Objects;

/**
 * A chunk found by at least one leg, with the exact score of every leg that ran.
 *
 * @param lexicalScore BM25, 0 when no term matches; {@code NaN} if the leg did not run
 * @param semanticScore cosine of query and chunk in [-1, 1]; {@code NaN} if the leg did not run
 * @param lexicalRank rank in the lexical leg from 1; 0 if it was not among that leg's candidates
 * @param semanticRank rank in the semantic leg from 1; 0 if it was not among that leg's candidates
 */
public record Candidate(
    String chunkId,
    String documentId,
    double lexicalScore,
    double semanticScore,
    int lexicalRank,
    int semanticRank) {
  public Candidate {
    Objects.requireNonNull(chunkId);
    Objects.requireNonNull(documentId);
  }
}
