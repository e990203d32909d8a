package io.footnote.serve.engine.model;

import io.footnote.index.model.TermScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a result stands where it does.
 *
 * @param lexicalRank rank in the lexical leg from 1; null if it was not among its candidates
 * @param semanticRank likewise in the semantic leg
 * @param parts what adds up to the fused score
 * @param fusedRank rank before the reranker, from 1; null if it did not judge the result
 * @param terms the query's terms in the passage with what each adds to its lexical score, highest
 *     first; null for callers who are not operators, because it tells how rare a term is among
 *     documents they may not see
 */
public record ResultExplanation(
    @Nullable Integer lexicalRank,
    @Nullable Integer semanticRank,
    List<Part> parts,
    @Nullable Integer fusedRank,
    @Nullable List<TermScore> terms) {
  public ResultExplanation {
    parts = List.copyOf(parts);
    terms = terms == null ? null : List.copyOf(terms);
  }

  /**
   * A summand of the fused score.
   *
   * @param name {@code lexical}, {@code semantic}, {@code adjacent} (the support of passages next
   *     to it) or {@code similar} (the support of similar candidates)
   */
  public record Part(String name, double value) {}
}
