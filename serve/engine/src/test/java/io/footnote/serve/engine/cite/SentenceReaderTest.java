package io.footnote.serve.engine.cite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentenceReaderTest {
  private static final String REPLY =
      "Notice is four weeks [1]. Dr. Berg signs it. [2][3] See §3.5 of the rules [1, 4].\n\n- It starts in May. [2]\nThe end";

  private static List<WrittenSentence> read(List<String> pieces) {
    SentenceReader reader = new SentenceReader();
    List<WrittenSentence> sentences = new ArrayList<>();
    pieces.forEach(piece -> sentences.addAll(reader.add(piece)));
    sentences.addAll(reader.end());
    return sentences;
  }

  @Test
  void marksBelongToTheSentenceTheyStandInOrBehind() {
    assertThat(read(List.of(REPLY)))
        .containsExactly(
            new WrittenSentence("", "Notice is four weeks.", List.of(1)),
            new WrittenSentence(" ", "Dr. Berg signs it.", List.of(2, 3)),
            new WrittenSentence(" ", "See §3.5 of the rules.", List.of(1, 4)),
            new WrittenSentence("\n", "- It starts in May.", List.of(2)),
            new WrittenSentence("\n", "The end", List.of()));
  }

  @Test
  void howTheReplyIsCutIntoPiecesChangesNothing() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<WrittenSentence> whole = read(List.of(REPLY));
    for (int round = 0; round < 200; round++) {
      List<String> pieces = new ArrayList<>();
      int at = 0;
      while (at < REPLY.length()) {
        int next = Math.min(REPLY.length(), at + 1 + random.nextInt(6));
        pieces.add(REPLY.substring(at, next));
        at = next;
      }
      assertThat(read(pieces)).as("seed %d, pieces %s", seed, pieces).isEqualTo(whole);
    }
  }

  @Test
  void aSentenceIsHandedOnBeforeTheReplyEnds() {
    SentenceReader reader = new SentenceReader();
    assertThat(reader.add("One is enough. [1] T")).hasSize(1);
  }
}
