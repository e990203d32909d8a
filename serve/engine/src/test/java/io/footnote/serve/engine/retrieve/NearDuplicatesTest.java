package io.footnote.serve.engine.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.model.Candidate;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.PassageRecord;
import io.footnote.index.model.Span;
import io.footnote.serve.engine.retrieve.NearDuplicates.Collapsed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  private static final String MAST = "The mast is varnished every spring by two men of the yard.";
  private static final String SAIL =
      "The sail is dried on deck before it is stowed for the winter.";

  private final List<Ranked> ranked = new ArrayList<>();
  private final Map<String, PassageRecord> passages = new HashMap<>();

  private void add(String documentId, int ordinal, String text) {
    String chunkId = ChunkRecord.id(documentId, ordinal);
    ChunkRecord chunk =
        new ChunkRecord(
            chunkId, documentId, ordinal, new Span(0, text.length()), 0, 0, List.of(), "", text);
    ranked.add(
        new Ranked(
            new Candidate(chunkId, documentId, 1, 1, 1, 1),
            0,
            1.0 - ranked.size() / 100.0,
            0,
            0,
            null));
    passages.put(chunkId, new PassageRecord(chunk, document(documentId)));
  }

  private static DocumentRecord document(String documentId) {
    return new DocumentRecord(
        documentId,
        "",
        "",
        "",
        0,
        null,
        "",
        "",
        "en",
        Map.of(),
        0,
        null,
        1,
        0,
        0,
        Instant.EPOCH,
        null);
  }

  private Collapsed collapse(int candidates) {
    return new NearDuplicates(0.8, candidates).collapse(ranked, passages);
  }

  private static List<String> ids(List<Ranked> candidates) {
    return candidates.stream().map(one -> one.candidate().documentId()).toList();
  }

  @Test
  void theBestOfThoseThatSayTheSameStandsForAll() {
    add("a", 0, MAST);
    add("b", 0, SAIL);
    add("c", 0, MAST.toUpperCase(Locale.ROOT));
    add("d", 0, SAIL + " ");
    add("e", 0, MAST);
    Collapsed collapsed = collapse(10);
    assertThat(ids(collapsed.ranked())).containsExactly("a", "b");
    assertThat(collapsed.standIns())
        .extracting(one ->
            one.leftOut().candidate().documentId() + " by " + one.by().candidate().documentId())
        .containsExactly("c by a", "d by b", "e by a");
  }

  @Test
  void whatADocumentRepeatsStays() {
    add("a", 0, MAST);
    add("a", 1, MAST);
    add("b", 0, MAST);
    assertThat(ids(collapse(10).ranked())).containsExactly("a", "a");
  }

  @Test
  void otherFiguresStay() {
    add("a", 0, "Bill 17: forty pounds for the mast and for two sails, due in ten days.");
    add("b", 0, "Bill 18: forty pounds for the mast and for two sails, due in ten days.");
    assertThat(ids(collapse(10).ranked())).containsExactly("a", "b");
  }

  @Test
  void onlyTheBestAreCompared() {
    add("a", 0, MAST);
    add("b", 0, SAIL);
    add("c", 0, MAST);
    assertThat(ids(collapse(2).ranked())).containsExactly("a", "b", "c");
    assertThat(collapse(2).standIns()).isEmpty();
  }
}
