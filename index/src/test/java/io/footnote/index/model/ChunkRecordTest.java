package io.footnote.index.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkRecordTest {
  @Test
  void itsIdTellsDocumentAndOrdinal() {
    String id = ChunkRecord.id("a#b", 12);
    assertThat(id).isEqualTo("a#b#000012");
    assertThat(ChunkRecord.documentId(id)).isEqualTo("a#b");
    assertThat(ChunkRecord.ordinal(id)).isEqualTo(12);
  }

  @Test
  void refusesAnIdOfAnotherDocument() {
    assertThatThrownBy(() ->
            new ChunkRecord(
                "other#000000", "mine", 0, new Span(0, 4), 0, 0, List.of(), "", "text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the id of a chunk of document mine must be mine#000000, but got: other#000000");
  }
}
