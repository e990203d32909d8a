package io.footnote.index;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.footnote.index.model.AnalyzedToken;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.Counts;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.PassageRecord;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.index.model.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChunkIndex} promises. */
public abstract class ChunkIndexContract {
  protected static final Principal OPERATOR = Principal.operator("op");
  protected static final Principal HR = Principal.of("anna", "hr");
  protected static final Principal PUBLIC = Principal.anonymous();

  /** Policies by group; changed by tests. */
  protected final Map<String, PolicyIds> policies = new ConcurrentHashMap<>();

  protected ChunkIndex index;

  protected abstract ChunkIndex open(VisiblePolicies visible);

  @BeforeEach
  void openIndex() {
    policies.put("hr", PolicyIds.of(0, 7));
    index = open(this::visible);
  }

  @AfterEach
  void closeIndex() {
    index.close();
  }

  protected final PolicyIds visible(Principal principal) {
    if (principal.operator()) {
      return PolicyIds.everything();
    }
    return principal.groups().stream()
        .map(group -> policies.getOrDefault(group, PolicyIds.of()))
        .findFirst()
        .orElse(PolicyIds.of(0));
  }

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
  void policyIsPartOfEveryRead() {
    document("public", "alpha report", "alpha detail").putInto(index);
    document("secret", "alpha salary")
        .policy(7)
        .meta("department", new MetadataValue.Keyword("hr"))
        .putInto(index);
    document("attached", "alpha bonus").policy(7).parent("public").putInto(index);
    index.commit();

    assertThat(ids(PUBLIC, "alpha")).containsExactly("public#000000", "public#000001");
    assertThat(ids(HR, "alpha")).hasSize(4);
    assertThat(counts(PUBLIC)).isEqualTo(new Counts(1, 2));
    assertThat(counts(HR)).isEqualTo(new Counts(3, 4));
    try (ReadView view = index.lease(PUBLIC)) {
      for (SearchMode mode : SearchMode.values()) {
        assertThat(candidates(view, "alpha salary", mode, 10, null))
            .extracting(Candidate::documentId)
            .containsOnly("public");
      }
      assertThat(candidates(view, "alpha salary", SearchMode.HYBRID, 10, eq("department", "hr")))
          .isEmpty();
      assertThat(view.document("secret")).isEmpty();
      assertThat(view.passages(List.of("secret#000000"))).isEmpty();
      assertThat(view.chunks("secret", 0, 10)).isEmpty();
      assertThat(view.children("public")).isEmpty();
      assertThat(view.documents(new DocumentQuery(null, null, 10)).documents())
          .extracting(DocumentRecord::documentId)
          .containsExactly("public");
    }
    try (ReadView view = index.lease(HR)) {
      assertThat(view.children("public"))
          .extracting(DocumentRecord::documentId)
          .containsExactly("attached");
    }
    policies.put("nobody", PolicyIds.of());
    assertThat(counts(Principal.of("x", "nobody"))).isEqualTo(new Counts(0, 0));
  }

  @Test
  void whatIsInvisibleDoesNotCrowdOutWhatIsVisible() {
    for (int i = 0; i < 200; i++) {
      document("secret%03d".formatted(i), "alpha salary " + i).policy(7).putInto(index);
    }
    document("public", "quite another matter, alpha once").putInto(index);
    index.commit();
    try (ReadView view = index.lease(PUBLIC)) {
      for (SearchMode mode : SearchMode.values()) {
        assertThat(candidates(view, "alpha salary", mode, 5, null))
            .as("%s", mode)
            .extracting(Candidate::documentId)
            .containsExactly("public");
      }
    }
  }

  @Test
  void policyChangeMovesDocumentAndAttachments() {
    document("mail", "alpha mail").policy(7).putInto(index);
    document("pdf", "alpha pdf").policy(7).parent("mail").putInto(index);
    document("deep", "alpha deep").policy(7).parent("pdf").putInto(index);
    document("other", "alpha other").policy(7).putInto(index);
    index.commit();
    assertThat(ids(PUBLIC, "alpha")).isEmpty();
    index.setPolicy("mail", 0);
    index.setPolicy("unknown", 0);
    index.refresh();
    assertThat(ids(PUBLIC, "alpha")).containsExactly("deep#000000", "mail#000000", "pdf#000000");
    try (ReadView view = index.lease(PUBLIC)) {
      assertThat(view.document("pdf").orElseThrow().policyId()).isZero();
      assertThat(view.passages(List.of("deep#000000")).getFirst().document().policyId()).isZero();
    }
    index.setPolicy("mail", 7);
    index.commit();
    assertThat(ids(PUBLIC, "alpha")).isEmpty();
    assertThat(ids(HR, "alpha")).hasSize(4);
  }

  @Test
  void changeOfWhatAPolicyAllowsCountsFromTheNextLease() {
    document("d", "alpha").policy(9).putInto(index);
    index.commit();
    try (ReadView before = index.lease(HR)) {
      assertThat(before.counts()).isEqualTo(new Counts(0, 0));
      policies.put("hr", PolicyIds.of(9));
      assertThat(before.counts()).isEqualTo(new Counts(0, 0));
    }
    assertThat(counts(HR)).isEqualTo(new Counts(1, 1));
    policies.put("hr", PolicyIds.of(0));
    assertThat(counts(HR)).isEqualTo(new Counts(0, 0));
  }

  @Test
  void everyLegScoresTheUnionExactly() {
    List<SampleDocuments> all =
        IntStream.range(0, 60)
            .mapToObj(
                i -> document("d%02d".formatted(i), "word" + i + (i % 7 == 0 ? " alpha" : "")))
            .toList();
    all.forEach(document -> document.putInto(index));
    index.commit();
    float[] query = SampleDocuments.vector("word31");
    try (ReadView view = index.lease(OPERATOR)) {
      List<Candidate> candidates =
          view.candidates(new CandidateRequest("alpha", query, SearchMode.HYBRID, null, 5));
      assertThat(candidates)
          .extracting(Candidate::chunkId)
          .isSorted()
          .doesNotHaveDuplicates()
          .contains("d31#000000");
      assertThat(candidates).filteredOn(c -> c.lexicalRank() > 0).hasSize(5);
      assertThat(candidates).filteredOn(c -> c.semanticRank() > 0).hasSize(5);
      for (Candidate candidate : candidates) {
        int number = Integer.parseInt(candidate.documentId().substring(1));
        float[] vector = all.get(number).chunks().getFirst().vector();
        double cosine = 0;
        for (int i = 0; i < vector.length; i++) {
          cosine += (double) vector[i] * query[i];
        }
        assertThat(candidate.semanticScore()).isCloseTo(cosine, within(1e-6));
        assertThat(candidate.lexicalScore() > 0).isEqualTo(number % 7 == 0);
      }
      assertThat(candidates)
          .filteredOn(c -> c.semanticRank() == 1)
          .singleElement()
          .satisfies(c -> assertThat(c.semanticScore()).isCloseTo(1, within(1e-6)));
    }
  }

  @Test
  void aLegThatDoesNotRunHasNoScore() {
    document("d", "alpha beta").putInto(index);
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      Candidate lexical = candidates(view, "alpha", SearchMode.LEXICAL, 5, null).getFirst();
      assertThat(lexical.semanticScore()).isNaN();
      assertThat(lexical.semanticRank()).isZero();
      assertThat(lexical.lexicalRank()).isOne();
      Candidate semantic = candidates(view, "alpha", SearchMode.SEMANTIC, 5, null).getFirst();
      assertThat(semantic.lexicalScore()).isNaN();
      assertThat(semantic.semanticRank()).isOne();
      assertThat(candidates(view, "?! ...", SearchMode.LEXICAL, 5, null)).isEmpty();
      assertThat(candidates(view, "", SearchMode.LEXICAL, 5, null)).isEmpty();
      Candidate hybrid = candidates(view, "zzz", SearchMode.HYBRID, 5, null).getFirst();
      assertThat(hybrid.lexicalScore()).isZero();
      assertThat(hybrid.lexicalRank()).isZero();
    }
  }

  @Test
  void equalScoresAreOrderedByChunkIdAtTheCutOffToo() {
    for (int i = 19; i >= 0; i--) {
      document("d%02d".formatted(i), "alpha").putInto(index);
      if (i % 6 == 0) {
        index.commit();
      }
    }
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      for (SearchMode mode : SearchMode.values()) {
        List<Candidate> found = candidates(view, "alpha", mode, 3, null);
        assertThat(found)
            .as("%s", mode)
            .extracting(Candidate::documentId)
            .containsExactly("d00", "d01", "d02");
        assertThat(found)
            .extracting(c -> mode == SearchMode.SEMANTIC ? c.semanticRank() : c.lexicalRank())
            .containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void sameCommitSameRankingFromManyThreads() {
    for (int i = 0; i < 300; i++) {
      document("d%03d".formatted(i), "w%d w%d w%d".formatted(i % 3, i % 11, i % 29)).putInto(index);
      if (i % 70 == 0) {
        index.commit();
      }
    }
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      List<Candidate> expected = candidates(view, "w1 w5 w20", SearchMode.HYBRID, 20, null);
      List<List<Candidate>> repeated =
          IntStream.range(0, 40)
              .parallel()
              .mapToObj(i -> candidates(view, "w1 w5 w20", SearchMode.HYBRID, 20, null))
              .toList();
      assertThat(repeated).allSatisfy(found -> assertThat(found).isEqualTo(expected));
    }
  }

  @Test
  void contextIsSearchedWithTheSpan() {
    document("d", "see the table").context("Warranty of the Corran 300").putInto(index);
    document("e", "see the picture").putInto(index);
    index.refresh();
    assertThat(ids(OPERATOR, "warranties")).containsExactly("d#000000");
  }

  @Test
  void codesAreFoundAsTheyAreWritten() {
    document("a", "Order the XG-200 (revision 4.2.1), please.").putInto(index);
    document("b", "Order the XG 4.2 and 200 more of revision 2.1").putInto(index);
    index.refresh();
    try (ReadView view = index.lease(OPERATOR)) {
      for (String code : List.of("XG-200", "xg-200", "4.2.1")) {
        Candidate best =
            candidates(view, code, SearchMode.LEXICAL, 5, null).stream()
                .filter(c -> c.lexicalRank() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(best.documentId()).as(code).isEqualTo("a");
      }
    }
  }

  @Test
  void queriesAreWordsHoweverLong() {
    document("d", "alpha AND beta").putInto(index);
    index.refresh();
    String words = String.join(" ", IntStream.range(0, 20_000).mapToObj(i -> "word" + i).toList());
    assertThat(ids(OPERATOR, words + " alpha")).containsExactly("d#000000");
    for (String odd : List.of("alpha AND", "text:(alpha", "\"alpha", "alpha~ [* TO", "alpha/")) {
      assertThat(ids(OPERATOR, odd)).as(odd).containsExactly("d#000000");
    }
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
  void analysisAndTermStatistics() {
    document("d", "running dogs").putInto(index);
    document("e", "cats").putInto(index);
    index.refresh();
    try (ReadView view = index.lease(OPERATOR)) {
      assertThat(view.analyze("The dog's running"))
          .containsExactly(
              new AnalyzedToken("dog", new Span(4, 9)), new AnalyzedToken("run", new Span(10, 17)));
      // ln(1 + (N - n + 0.5) / (n + 0.5)) with N = 2
      assertThat(view.idf("dog")).isCloseTo(Math.log(2), within(1e-9));
      assertThat(view.idf("unknown")).isCloseTo(Math.log(6), within(1e-9));
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

  protected static Iterable<EmbeddedChunk> failing(
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

  protected static Filter eq(String key, String value) {
    return new Filter.Compare(Filter.Operator.EQ, key, new MetadataValue.Keyword(value));
  }

  protected static List<Candidate> candidates(
      ReadView view, String text, SearchMode mode, int depth, @Nullable Filter filter) {
    return view.candidates(
        new CandidateRequest(text, SampleDocuments.vector(text), mode, filter, depth));
  }

  protected final List<String> ids(Principal principal, String text) {
    try (ReadView view = index.lease(principal)) {
      return candidates(view, text, SearchMode.LEXICAL, 1000, null).stream()
          .map(Candidate::chunkId)
          .toList();
    }
  }

  protected final Counts counts(Principal principal) {
    try (ReadView view = index.lease(principal)) {
      return view.counts();
    }
  }
}
