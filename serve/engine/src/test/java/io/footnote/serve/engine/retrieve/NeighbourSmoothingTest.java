package io.footnote.serve.engine.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footnote.index.model.Candidate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeighbourSmoothingTest {
  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};
  private static final float[] NEARLY_NORTH = {0.6f, 0.8f};

  @Test
  void aCandidateTakesAShareOfItsNearestNeighboursScore() {
    List<Ranked> smoothed =
        new NeighbourSmoothing(0.25, 1, 10, 0.1)
            .smooth(
                List.of(ranked("a", 0.8), ranked("b", 0.6), ranked("c", 0.4)),
                Map.of("a", EAST, "b", NORTH, "c", NEARLY_NORTH));
    // a's nearest is c, b's and c's nearest are each other
    assertScore(smoothed, "a", 0.75 * 0.8 + 0.25 * 0.4);
    assertScore(smoothed, "b", 0.75 * 0.6 + 0.25 * 0.4);
    assertScore(smoothed, "c", 0.75 * 0.4 + 0.25 * 0.6);
    assertThat(smoothed).extracting(Ranked::chunkId).containsExactly("a", "b", "c");
    assertThat(smoothed.getFirst().similar()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void nearerNeighboursWeighMore() {
    List<Ranked> ranked = List.of(ranked("a", 1), ranked("b", 0.9), ranked("c", 0));
    Map<String, float[]> vectors = Map.of("a", NORTH, "b", NORTH, "c", EAST);
    double sharp = score(new NeighbourSmoothing(0.5, 2, 10, 0.01).smooth(ranked, vectors), "a");
    double even = score(new NeighbourSmoothing(0.5, 2, 10, 1e9).smooth(ranked, vectors), "a");
    assertThat(sharp).isCloseTo(0.5 + 0.5 * 0.9, within(1e-6));
    assertThat(even).isCloseTo(0.5 + 0.5 * 0.45, within(1e-6));
  }

  @Test
  void nothingBehindTheBestOvertakes() {
    List<Ranked> ranked =
        List.of(ranked("a", 0.50), ranked("b", 0.49), ranked("c", 0.48), ranked("d", 0.47));
    List<Ranked> smoothed =
        new NeighbourSmoothing(0.3, 1, 2, 0.1).smooth(ranked, Map.of("a", EAST, "b", NORTH));
    assertThat(smoothed).extracting(Ranked::chunkId).containsExactly("a", "b", "c", "d");
    assertScore(smoothed, "c", 0.7 * 0.48);
  }

  @Test
  void oneCandidateIsLeftAlone() {
    List<Ranked> one = List.of(ranked("a", 0.5));
    assertThat(new NeighbourSmoothing(0.3, 1, 2, 0.1).smooth(one, Map.of("a", EAST)))
        .isEqualTo(one);
  }

  private static void assertScore(List<Ranked> ranked, String id, double expected) {
    assertThat(score(ranked, id)).isCloseTo(expected, within(1e-9));
  }

  private static double score(List<Ranked> ranked, String id) {
    return ranked.stream()
        .filter(one -> one.chunkId().equals(id))
        .findFirst()
        .orElseThrow()
        .score();
  }

  static Ranked ranked(String id, double score) {
    return new Ranked(new Candidate(id, id, 1, 1, 1, 1), score / 4, 3 * score / 4, 0, 0, null);
  }
}
