package io.footnote.index.fuse;

import io.footnote.index.model.Candidate;
import java.util.List;

/** Makes one ranking of both legs' candidates. Pure. */
public interface Fusion {

  /**
   * All candidates with their fused scores, best first; equal scores are ordered by chunk id. If
   * only one leg ran, its own order.
   */
  List<Fused> fuse(List<Candidate> candidates);

  /**
   * A candidate and its fused score.
   *
   * @param score the sum of both parts
   * @param lexicalPart what the lexical leg contributed; 0 if it did not run
   * @param semanticPart what the semantic leg contributed; 0 if it did not run
   */
  record Fused(Candidate candidate, double score, double lexicalPart, double semanticPart) {
    static Fused of(Candidate candidate, double lexicalPart, double semanticPart) {
      return new Fused(candidate, lexicalPart + semanticPart, lexicalPart, semanticPart);
    }
  }
}
