package io.footnote.serve.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProseTest {
  private final FewDocuments shelf =
      new FewDocuments()
          .text("ship", "The mast is oak. The sails are new.\n\nThe keel is lead. It is heavy.")
          .text("port", "The pier is long. The crane is red.")
          .text("town", "The mill is old.")
          .text("farm", "The barn is full.");

  private List<Passage> read(int budget, Predicate<SearchResult> mayRead, SearchResult... ranked) {
    Reader reader =
        new Reader("model", budget, text -> text.length() / 4, /* prose= */ true, mayRead);
    return ContextAssembler.assemble("What?", List.of(ranked), reader, shelf).reading();
  }

  private List<Passage> read(SearchResult... ranked) {
    return read(1000, passage -> true, ranked);
  }

  @Test
  void neighboursAreReadAsOneInTheOrderOfTheDocument() {
    List<Passage> reading = read(shelf.sentence("ship", 1), shelf.sentence("ship", 0));
    assertThat(reading).hasSize(1);
    Passage passage = reading.getFirst();
    assertThat(passage.text()).isEqualTo("The mast is oak. The sails are new.");
    assertThat(passage.result().chunkId()).isEqualTo("ship#000001");
    assertThat(passage.result().charStart()).isZero();
    assertThat(passage.result().pageStart()).isEqualTo(1);
    assertThat(passage.result().pageEnd()).isEqualTo(2);
    assertThat(passage.result().headingPath()).containsExactly("Part");
    assertThat(passage.partOf(new Span(0, 16)).chunkId()).isEqualTo("ship#000000");
    assertThat(passage.partOf(new Span(17, 35)).chunkId()).isEqualTo("ship#000001");
  }

  @Test
  void whatStandsBetweenTwoIsReadWithThemIfThereIsRoom() {
    SearchResult first = shelf.sentence("ship", 0);
    SearchResult third = shelf.sentence("ship", 2);
    assertThat(read(first, third))
        .extracting(Passage::text)
        .containsExactly("The mast is oak. The sails are new.\n\nThe keel is lead.");
    int justBoth = 40;
    assertThat(read(justBoth, passage -> true, first, third))
        .extracting(Passage::text)
        .containsExactly("The mast is oak.", "The keel is lead.");
  }

  @Test
  void theBestStandsFirstAndTheNextBestLast() {
    List<Passage> reading =
        read(
            shelf.sentence("ship", 0),
            shelf.sentence("port", 0),
            shelf.sentence("town", 0),
            shelf.sentence("farm", 0));
    assertThat(reading).extracting(Passage::n).containsExactly(1, 3, 4, 2);
    assertThat(reading.getLast().text()).isEqualTo("The pier is long.");
  }

  @Test
  void aSmallCollectionIsReadAsAWholeButForWhatIsRestricted() {
    shelf.fitting();
    List<Passage> reading =
        read(1000, passage -> !passage.documentId().equals("farm"), shelf.sentence("port", 1));
    assertThat(reading)
        .extracting(Passage::text)
        .containsExactlyInAnyOrder(
            "The pier is long. The crane is red.",
            "The mast is oak. The sails are new.\n\nThe keel is lead. It is heavy.",
            "The mill is old.");
    assertThat(reading.getFirst().result().documentId()).isEqualTo("port");
    assertThat(read(40, passage -> true, shelf.sentence("port", 1)))
        .extracting(Passage::text)
        .containsExactly("The crane is red.");
  }
}
