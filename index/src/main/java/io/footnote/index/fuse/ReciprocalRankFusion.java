package io.footnote.index.fuse;

import io.footnote.index.model.Candidate;
import java.util.Comparator;
import java.util.List;

/**
 * The sum of {@code 1 / (k + rank)} over the legs that ranked a candidate (Cormack, Clarke and
 * Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods",
 * SIGIR 2009). Needs no scores, only ranks.
 *
 * @param k at least 0; the larger, the less the first ranks stand out
 */
public record ReciprocalRankFusion(int k) implements Fusion {
  /** The value of the paper. */
  public static final int DEFAULT_K = 60;

  public ReciprocalRankFusion {
    if (k < 0) {
      throw new IllegalArgumentException("k must be at least 0, but got: " + k);
    }
  }

  /** With {@link #DEFAULT_K}. */
  public static ReciprocalRankFusion ofDefaults() {
    return new ReciprocalRankFusion(DEFAULT_K);
  }

  @Override
  public List<Fused> fuse(List<Candidate> candidates) {
    return candidates.stream()
        .map(candidate ->
            Fused.of(
                candidate,
                reciprocal(candidate.lexicalRank()),
                reciprocal(candidate.semanticRank())))
        .sorted(
            Comparator.comparingDouble(Fused::score)
                .reversed()
                .thenComparing(fused -> fused.candidate().chunkId()))
        .toList();
  }

  private double reciprocal(int rank) {
    return rank == 0 ? 0 : 1.0 / (k + rank);
  }
}
