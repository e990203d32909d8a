package io.footnote.serve.engine.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footnote.index.model.Candidate;
import io.footnote.index.model.ChunkRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdjacentSupportTest {
  private final AdjacentSupport support = new AdjacentSupport(0.25);

  @Test
  void aPassageTakesAShareOfItsBetterNeighboursScore() {
    List<Ranked> supported =
        support.support(
            List.of(ranked("long", 5, 0.8), ranked("long", 4, 0.4), ranked("long", 3, 0.6)));
    assertScore(supported, "long", 5, 0.75 * 0.8 + 0.25 * 0.4);
    assertScore(supported, "long", 4, 0.75 * 0.4 + 0.25 * 0.8);
    assertScore(supported, "long", 3, 0.75 * 0.6 + 0.25 * 0.4);
  }

  @Test
  void onePassageOfALongDocumentStandsAlone() {
    List<Ranked> supported = support.support(List.of(ranked("long", 7, 0.8)));
    assertScore(supported, "long", 7, 0.75 * 0.8);
  }

  @Test
  void aDocumentOfOnePassageLosesNothing() {
    List<Ranked> supported =
        support.support(List.of(ranked("long", 7, 0.8), ranked("short", 0, 0.7)));
    assertThat(supported.getFirst().candidate().documentId()).isEqualTo("short");
    assertScore(supported, "short", 0, 0.7);
  }

  private static void assertScore(
      List<Ranked> ranked, String documentId, int ordinal, double expected) {
    assertThat(ranked)
        .filteredOn(one -> one.chunkId().equals(ChunkRecord.id(documentId, ordinal)))
        .singleElement()
        .satisfies(one -> assertThat(one.score()).isCloseTo(expected, within(1e-9)));
  }

  private static Ranked ranked(String documentId, int ordinal, double score) {
    String id = ChunkRecord.id(documentId, ordinal);
    return new Ranked(new Candidate(id, documentId, 1, 1, 1, 1), 0, score, 0, 0, null);
  }
}
