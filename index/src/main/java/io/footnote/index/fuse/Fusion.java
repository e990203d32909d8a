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

  /** A candidate and its fused score. */
  record Fused(Candidate candidate, double score) {}
}
