package io.footnote.index.fuse;

import io.footnote.index.model.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A weighted sum of both legs' scores, each scaled to [0, 1] over the candidates: {@code w ×
 * semantic + (1 − w) × lexical} with {@code scaled = (score − min) / (max − min)}. Known as CombSUM
 * with min-max normalisation (Fox and Shaw, "Combination of Multiple Searches", TREC-2, 1994).
 *
 * <p>Every candidate has the exact score of both legs, so none is punished for missing one leg's
 * cut-off. When a leg gives every candidate the same score, that leg decides nothing: each gets 1,
 * or 0 if the score is not above 0. When only one leg ran, the fused score is that leg's own.
 *
 * @param semanticWeight {@code w}, 0 to 1
 */
public record MinMaxFusion(double semanticWeight) implements Fusion {
  /** Chosen on one half of four collections' queries; {@code eval/bench/RETRIEVAL.md}. */
  public static final double DEFAULT_SEMANTIC_WEIGHT = 0.65;

  public MinMaxFusion {
    if (!(semanticWeight >= 0 && semanticWeight <= 1)) {
      throw new IllegalArgumentException(
          "semanticWeight must be between 0 and 1, but got: " + semanticWeight);
    }
  }

  /** With {@link #DEFAULT_SEMANTIC_WEIGHT}. */
  public static MinMaxFusion ofDefaults() {
    return new MinMaxFusion(DEFAULT_SEMANTIC_WEIGHT);
  }

  @Override
  public List<Fused> fuse(List<Candidate> candidates) {
    Scale lexical = Scale.of(candidates, Candidate::lexicalScore);
    Scale semantic = Scale.of(candidates, Candidate::semanticScore);
    return candidates.stream()
        .map(candidate -> fused(candidate, lexical, semantic))
        .sorted(
            Comparator.comparingDouble(Fused::score)
                .reversed()
                .thenComparing(fused -> fused.candidate().chunkId()))
        .toList();
  }

  private Fused fused(Candidate candidate, Scale lexical, Scale semantic) {
    if (!lexical.ran()) {
      return Fused.of(candidate, 0, semantic.ran() ? candidate.semanticScore() : 0);
    }
    if (!semantic.ran()) {
      return Fused.of(candidate, candidate.lexicalScore(), 0);
    }
    return Fused.of(
        candidate,
        (1 - semanticWeight) * lexical.scaled(candidate.lexicalScore()),
        semanticWeight * semantic.scaled(candidate.semanticScore()));
  }

  /** The range of one leg's scores; {@code min > max} if the leg did not run. */
  private record Scale(double min, double max) {
    static Scale of(List<Candidate> candidates, ToDoubleFunction<Candidate> score) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (Candidate candidate : candidates) {
        double value = score.applyAsDouble(candidate);
        if (!Double.isNaN(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
      }
      return new Scale(min, max);
    }

    boolean ran() {
      return min <= max;
    }

    double scaled(double score) {
      if (Double.isNaN(score)) {
        return 0;
      }
      if (min == max) {
        return score > 0 ? 1 : 0;
      }
      return (score - min) / (max - min);
    }
  }
}
