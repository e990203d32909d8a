package io.footnote.index.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final double NOT_RUN = Double.NaN;

  @Test
  void minMaxWeighsScaledScores() {
    // lexical 0..10 and semantic 0.2..0.8 scale to [0, 1]:
    // a: 0.6 × 1 + 0.4 × 0.0 = 0.60    (0.8, 0)
    // b: 0.6 × 0 + 0.4 × 1.0 = 0.40    (0.2, 10)
    // c: 0.6 × 0.5 + 0.4 × 0.8 = 0.62  (0.5, 8)
    assertFused(
        new MinMaxFusion(0.6),
        List.of(
            candidate("a", 0, 0.8, 0, 1),
            candidate("b", 10, 0.2, 1, 3),
            candidate("c", 8, 0.5, 2, 2)),
        "c=0.62",
        "a=0.60",
        "b=0.40");
  }

  @Test
  void minMaxTakesNegativeCosines() {
    // semantic -0.5..0.5: a 0, b 1, c 0.5; lexical 1..3: a 1, b 0.5, c 0
    assertFused(
        new MinMaxFusion(0.5),
        List.of(
            candidate("a", 3, -0.5, 1, 3),
            candidate("b", 2, 0.5, 2, 1),
            candidate("c", 1, 0, 3, 2)),
        "b=0.75",
        "a=0.50",
        "c=0.25");
  }

  @Test
  void aLegOfEqualScoresDecidesNothing() {
    // lexical 0 everywhere counts 0, semantic 0.7 everywhere counts 1
    assertFused(
        new MinMaxFusion(0.6),
        List.of(candidate("b", 0, 0.7, 0, 1), candidate("a", 0, 0.7, 0, 2)),
        "a=0.60",
        "b=0.60");
    assertFused(new MinMaxFusion(0.6), List.of(candidate("a", 4, 0.7, 1, 1)), "a=1.00");
    assertThat(new MinMaxFusion(0.6).fuse(List.of())).isEmpty();
  }

  @Test
  void oneLegAloneKeepsItsScoresAndOrder() {
    assertFused(
        new MinMaxFusion(0.6),
        List.of(candidate("a", 2, NOT_RUN, 2, 0), candidate("b", 9.5, NOT_RUN, 1, 0)),
        "b=9.50",
        "a=2.00");
    assertFused(
        new MinMaxFusion(0.6),
        List.of(candidate("a", NOT_RUN, -0.25, 0, 2), candidate("b", NOT_RUN, 0.5, 0, 1)),
        "b=0.50",
        "a=-0.25");
  }

  @Test
  void orderOfCandidatesDoesNotMatter() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      candidates.add(
          candidate("c%02d".formatted(i), random.nextInt(4), random.nextInt(4) / 4.0, 0, 0));
    }
    Fusion fusion = new MinMaxFusion(0.6);
    List<Fusion.Fused> expected = fusion.fuse(candidates);
    Collections.shuffle(candidates, random);
    assertThat(fusion.fuse(candidates)).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new MinMaxFusion(1.5))
        .hasMessage("semanticWeight must be between 0 and 1, but got: 1.5");
    assertThatThrownBy(() -> new MinMaxFusion(Double.NaN))
        .hasMessage("semanticWeight must be between 0 and 1, but got: NaN");
  }

  private static Candidate candidate(
      String id, double lexical, double semantic, int lexicalRank, int semanticRank) {
    return new Candidate(id, id, lexical, semantic, lexicalRank, semanticRank);
  }

  private static void assertFused(Fusion fusion, List<Candidate> candidates, String... expected) {
    assertThat(fusion.fuse(candidates))
        .extracting(f ->
            String.format(java.util.Locale.ROOT, "%s=%.2f", f.candidate().chunkId(), f.score()))
        .containsExactly(expected);
  }
}
