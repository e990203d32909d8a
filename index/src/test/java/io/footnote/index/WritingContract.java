package io.footnote.index;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Candidate;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.Counts;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.PassageRecord;
import io.footnote.index.model.Replacement;
import io.footnote.index.model.SearchMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How documents come, change and go, and how they read back. */
public abstract class WritingContract extends ChunkIndexContract {

  @Test
  void replacedDocumentIsVisibleAfterRefreshAsAWhole() {
    SampleDocuments first = document("d", "alpha one", "alpha two").context("Manual");
    first.putInto(index);
    assertThat(ids(OPERATOR, "alpha")).isEmpty();
    index.refresh();
    assertThat(ids(OPERATOR, "alpha")).containsExactly("d#000000", "d#000001");

    document("d", "alpha three").putInto(index);
    assertThat(ids(OPERATOR, "alpha")).hasSize(2);
    index.refresh();
    assertThat(ids(OPERATOR, "alpha")).containsExactly("d#000000");
    assertThat(counts(OPERATOR)).isEqualTo(new Counts(1, 1));
  }

  @Test
  void recordsReadBackAsTheyWere() {
    SampleDocuments written =
        document("d", "Grüße aus Ålesund 🚚", "second")
            .context("Title › Heading")
            .meta("year", new MetadataValue.Numeric(2023))
            .meta(
                "tag",
                new MetadataValue.Keyword("x"),
                new MetadataValue.Date(written().modified()));
    written.putInto(index);
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      assertThat(view.document("d")).contains(written.record());
      assertThat(view.passages(List.of("d#000001", "nothing", "d#000000")))
          .containsExactly(
              new PassageRecord(written.chunks().get(1).chunk(), written.record()),
              new PassageRecord(written.chunks().get(0).chunk(), written.record()));
      assertThat(view.chunks("d", 1, 5)).containsExactly(written.chunks().get(1).chunk());
      assertThat(view.chunks("d", 0, Integer.MAX_VALUE))
          .extracting(ChunkRecord::ordinal)
          .containsExactly(0, 1);
      assertThat(view.document("unknown")).isEmpty();
      assertThat(view.passages(List.of())).isEmpty();
    }
  }

  private static DocumentRecord written() {
    return document("x", "x").record();
  }

  @Test
  void settlingShowsEverythingAndLosesNothing() throws InterruptedException {
    for (int i = 0; i < 12; i++) {
      document("d" + i, "alpha " + i).putInto(index);
      index.commit();
    }
    document("last", "alpha, not yet committed").putInto(index);
    settle();
    assertThat(index.stats().segments()).isLessThan(4);
    assertThat(counts(OPERATOR)).isEqualTo(new Counts(13, 13));

    document("later", "alpha").putInto(index);
    settle();
    assertThat(counts(OPERATOR)).isEqualTo(new Counts(14, 14));
  }

  private void settle() throws InterruptedException {
    while (!index.settle(Duration.ofSeconds(1))) {
      assertThat(index.stats().segments()).isPositive();
    }
  }

  @Test
  void aDocumentWhoseChunksFailLeavesTheOldOneInPlace() {
    document("d", "alpha old").putInto(index);
    document("other", "alpha other").putInto(index);
    index.commit();
    SampleDocuments replacement = document("d", "alpha new", "beta new", "gamma new");
    assertThatThrownBy(() ->
            index.replace(
                replacement.record(), failing(replacement.chunks(), 2, "the model failed")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model failed");
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      assertThat(view.chunks("d", 0, 9)).extracting(ChunkRecord::text).containsExactly("alpha old");
      assertThat(view.counts()).isEqualTo(new Counts(2, 2));
      assertThat(candidates(view, "alpha new", SearchMode.SEMANTIC, 10, null))
          .extracting(Candidate::chunkId)
          .containsExactly("d#000000", "other#000000");
    }
    replacement.putInto(index);
    index.commit();
    assertThat(counts(OPERATOR)).isEqualTo(new Counts(2, 4));
  }

  @Test
  void ofSeveralDocumentsThoseBeforeOneThatFailsAreTaken() {
    SampleDocuments first = document("a", "alpha one");
    SampleDocuments second = document("b", "alpha two", "beta two");
    SampleDocuments third = document("c", "alpha three");
    assertThatThrownBy(() ->
            index.replaceAll(
                List.of(
                    new Replacement(first.record(), first.chunks()),
                    new Replacement(second.record(), failing(second.chunks(), 1, "no disk")),
                    new Replacement(third.record(), third.chunks()))))
        .hasMessage("no disk");
    index.commit();
    assertThat(counts(OPERATOR)).isEqualTo(new Counts(1, 1));
    index.replaceAll(
        Stream.of(second, third).map(d -> new Replacement(d.record(), d.chunks())).toList());
    index.commit();
    assertThat(counts(OPERATOR)).isEqualTo(new Counts(3, 4));
  }

  @Test
  void refusesChunksThatDoNotFitTheirDocument() {
    SampleDocuments two = document("d", "one", "two");
    assertThatThrownBy(() -> index.replace(two.record(), two.chunks().subList(0, 1)))
        .hasMessage("document d says it has 2 chunks, but 1 were given");
    assertThatThrownBy(() -> index.replace(two.record(), two.chunks().reversed()))
        .hasMessage("expected chunk 0 of document d, but got chunk 1 of document d");
    assertThatThrownBy(() -> index.replace(document("e", "one", "two").record(), two.chunks()))
        .hasMessage("expected chunk 0 of document e, but got chunk 0 of document d");
    EmbeddedChunk good = two.chunks().getFirst();
    assertThatThrownBy(() ->
            index.replace(two.record(), List.of(new EmbeddedChunk(good.chunk(), new float[] {1}))))
        .hasMessage("the vector of chunk d#000000 has 1 dimensions, but the index was made for 16");
    assertThatThrownBy(() ->
            index.replace(two.record(), List.of(new EmbeddedChunk(good.chunk(), new float[16]))))
        .hasMessage("the vector of chunk d#000000 must have length 1, but has length 0.0");
    index.commit();
    assertThat(counts(OPERATOR)).isEqualTo(new Counts(0, 0));
  }

  @Test
  void viewKeepsItsMoment() {
    document("d", "alpha").putInto(index);
    index.refresh();
    try (ReadView before = index.lease(OPERATOR)) {
      index.delete("d");
      index.commit();
      assertThat(before.document("d")).isPresent();
      try (ReadView after = index.lease(OPERATOR)) {
        assertThat(after.document("d")).isEmpty();
        assertThat(after.generation()).isNotEqualTo(before.generation());
      }
    }
  }

  @Test
  void deleteTakesAttachmentsWithIt() {
    document("mail", "alpha mail").putInto(index);
    document("zip", "alpha zip", "more").parent("mail").putInto(index);
    document("inner", "alpha inner").parent("zip").putInto(index);
    document("other", "alpha other").putInto(index);
    assertThat(index.delete("mail")).isEqualTo(4);
    index.refresh();
    assertThat(ids(OPERATOR, "alpha")).containsExactly("other#000000");
    assertThat(index.delete("mail")).isZero();
    assertThat(index.delete("never")).isZero();
  }

  @Test
  void listingPagesByDocumentId() {
    for (int i = 24; i >= 0; i--) {
      document("d%02d".formatted(i), "text")
          .meta("even", new MetadataValue.Keyword(Boolean.toString(i % 2 == 0)))
          .putInto(index);
      if (i % 9 == 0) {
        index.refresh();
      }
    }
    index.refresh();
    try (ReadView view = index.lease(OPERATOR)) {
      List<String> listed = new ArrayList<>();
      String cursor = null;
      int pages = 0;
      do {
        DocumentPage page = view.documents(new DocumentQuery(eq("even", "true"), cursor, 4));
        page.documents().forEach(document -> listed.add(document.documentId()));
        cursor = page.nextCursor();
        pages++;
      } while (cursor != null);
      assertThat(pages).isEqualTo(4);
      assertThat(listed)
          .containsExactlyElementsOf(
              IntStream.iterate(0, i -> i < 25, i -> i + 2).mapToObj("d%02d"::formatted).toList());
      assertThatThrownBy(() -> view.documents(new DocumentQuery(null, "§", 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cursor must be the next_cursor of the page before, but got: §");
    }
  }

  @Test
  void closingDropsWhatWasNotCommitted() {
    document("kept", "alpha").putInto(index);
    long generation = index.commit();
    assertThat(index.stats().generation()).isEqualTo(generation);
    document("lost", "alpha").putInto(index);
    index.refresh();
    index.close();
    index = open(this::visible);
    assertThat(ids(OPERATOR, "alpha")).containsExactly("kept#000000");
    assertThat(index.stats().generation()).isEqualTo(generation);
  }

  private static Iterable<EmbeddedChunk> failing(
      List<EmbeddedChunk> chunks, int after, String message) {
    return () -> {
      Iterator<EmbeddedChunk> source = chunks.iterator();
      return new Iterator<>() {
        private int read;

        @Override
        public boolean hasNext() {
          return source.hasNext();
        }

        @Override
        public EmbeddedChunk next() {
          if (read++ == after) {
            throw new IllegalStateException(message);
          }
          return source.next();
        }
      };
    };
  }
}
