package io.footnote.serve.engine.retrieve;

import static io.footnote.serve.engine.retrieve.NeighbourSmoothingTest.ranked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorFeedbackTest {
  private static final float[] QUERY = {1, 0};

  @Test
  void theQueryMovesTowardsTheMeanOfTheBest() {
    float[] refined =
        new VectorFeedback(1, 1, 0.1)
            .refine(
                QUERY,
                List.of(ranked("a", 1), ranked("b", 0.9)),
                Map.of("a", new float[] {0, 1}, "b", new float[] {-1, 0}));
    assertThat(refined[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    assertThat(refined[1]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
  }

  @Test
  void betterCandidatesWeighMore() {
    Map<String, float[]> vectors = Map.of("a", new float[] {0, 1}, "b", new float[] {0, -1});
    List<Ranked> best = List.of(ranked("a", 1), ranked("b", 0.5));
    assertThat(new VectorFeedback(1, 2, 0.1).refine(QUERY, best, vectors)[1]).isPositive();
    assertThat(new VectorFeedback(1, 2, 1e9).refine(QUERY, best, vectors)[1])
        .isCloseTo(0, within(1e-6f));
  }

  @Test
  void nothingFoundLeavesTheQuery() {
    assertThat(new VectorFeedback(1, 3, 0.1).refine(QUERY, List.of(), Map.of())).isEqualTo(QUERY);
  }
}
