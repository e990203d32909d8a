package io.footnote.index;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footnote.index.model.AnalyzedToken;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.DocumentPlaces;
import io.footnote.index.model.DocumentPlaces.Place;
import io.footnote.index.model.Principal;
import io.footnote.index.model.QueryText;
import io.footnote.index.model.SearchMode;
import io.footnote.index.model.Span;
import io.footnote.index.model.TermScore;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What both legs find and how they score it. */
public abstract class CandidatesContract extends ChunkIndexContract {

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
  void analysisAndTermStatistics() {
    document("d", "running dogs").putInto(index);
    document("e", "cats").putInto(index);
    index.refresh();
    try (ReadView view = index.lease(OPERATOR)) {
      assertThat(view.analyze("The dog's running"))
          .containsExactly(
              new AnalyzedToken("dog", new Span(4, 9)), new AnalyzedToken("run", new Span(10, 17)));
      assertThat(view.analyze("The dog's rust is running", Set.of("run", "cat")))
          .containsExactly(new AnalyzedToken("run", new Span(18, 25)));
      // ln(1 + (N - n + 0.5) / (n + 0.5)) with N = 2
      assertThat(view.idf("dog")).isCloseTo(Math.log(2), within(1e-9));
      assertThat(view.idf("unknown")).isCloseTo(Math.log(6), within(1e-9));
    }
  }

  @Test
  void placesAreCountedExactlyWhateverTheDepth() {
    for (int i = 0; i < 30; i++) {
      document("d%02d".formatted(i), "word" + i + " alpha".repeat(i + 1)).putInto(index);
    }
    document("none", "nothing of it").putInto(index);
    index.commit();
    CandidateRequest shallow =
        new CandidateRequest(
            "alpha", SampleDocuments.vector("word3 alpha"), SearchMode.HYBRID, null, 1);
    CandidateRequest deep =
        new CandidateRequest(
            "alpha", SampleDocuments.vector("word3 alpha"), SearchMode.HYBRID, null, 100);
    try (ReadView view = index.lease(OPERATOR)) {
      for (Candidate candidate : view.candidates(deep)) {
        DocumentPlaces places = view.places(shallow, candidate.documentId()).orElseThrow();
        assertThat(places.semantic())
            .isEqualTo(
                new Place(
                    candidate.chunkId(), candidate.semanticScore(), candidate.semanticRank()));
        assertThat(places.lexical())
            .isEqualTo(
                candidate.lexicalRank() == 0
                    ? null
                    : new Place(
                        candidate.chunkId(), candidate.lexicalScore(), candidate.lexicalRank()));
      }
      assertThat(view.places(shallow, "unknown")).isEmpty();
    }
  }

  @Test
  void aFilteredDocumentStandsNowhere() {
    document("d", "alpha").putInto(index);
    index.commit();
    CandidateRequest request =
        new CandidateRequest(
            "alpha", null, SearchMode.LEXICAL, FilterText.parse("source = \"elsewhere\""), 5);
    try (ReadView view = index.lease(OPERATOR)) {
      assertThat(view.places(request, "d")).contains(new DocumentPlaces(false, null, null));
    }
  }

  @Test
  void termScoresAddUpToTheLexicalScore() {
    document("d1", "alpha beta beta").putInto(index);
    document("d2", "gamma").putInto(index);
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      Candidate found =
          candidates(view, "beta gamma alpha", SearchMode.LEXICAL, 5, null).getFirst();
      List<TermScore> terms = view.termScores("beta gamma alpha", found.chunkId());
      assertThat(terms).isSortedAccordingTo(Comparator.comparing(term -> -term.score()));
      assertThat(terms)
          .extracting(TermScore::term)
          .contains("beta", "alpha")
          .doesNotContain("gamma");
      assertThat(terms.stream().mapToDouble(TermScore::score).sum())
          .isCloseTo(found.lexicalScore(), within(1e-5));
      assertThat(view.termScores("beta", "unknown#000000")).isEmpty();
    }
  }

  @Test
  void wordsOfSeveralTextsCountByTheirWeights() {
    document("d1", "alpha beta beta").putInto(index);
    document("d2", "gamma").putInto(index);
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      double alpha = lexicalScore(view, new QueryText("alpha", 1));
      double both = lexicalScore(view, new QueryText("alpha beta", 1));
      assertThat(lexicalScore(view, new QueryText("alpha beta", 1), new QueryText("alpha", 0.5)))
          .isCloseTo(both + 0.5 * alpha, within(1e-5));
      assertThat(lexicalScore(view, new QueryText("alpha", 0.25)))
          .isCloseTo(0.25 * alpha, within(1e-5));
    }
  }

  private static double lexicalScore(ReadView view, QueryText... texts) {
    CandidateRequest request =
        new CandidateRequest(List.of(texts), null, SearchMode.LEXICAL, null, 5);
    return view.candidates(request).stream()
        .filter(candidate -> candidate.documentId().equals("d1"))
        .findFirst()
        .orElseThrow()
        .lexicalScore();
  }

  @Test
  void vectorsAreThoseThatWereGiven() {
    SampleDocuments sample = document("d1", "alpha");
    sample.putInto(index);
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      assertThat(view.vectors(List.of("d1#000000", "unknown#000000")))
          .hasSize(1)
          .hasEntrySatisfying(
              "d1#000000",
              vector -> assertThat(vector).isEqualTo(sample.chunks().getFirst().vector()));
    }
  }

  @Test
  void whatOneMayNotSeeHasNoPlaceNoTermsAndNoVector() {
    document("secret", "alpha").policy(7).putInto(index);
    index.commit();
    CandidateRequest request = new CandidateRequest("alpha", null, SearchMode.LEXICAL, null, 5);
    try (ReadView view = index.lease(Principal.anonymous())) {
      assertThat(view.places(request, "secret")).isEmpty();
      assertThat(view.termScores("alpha", "secret#000000")).isEmpty();
      assertThat(view.vectors(List.of("secret#000000"))).isEmpty();
    }
  }

  @Test
  void aWordOfTheContextCountsTwice() {
    document("d1", "beta").context("alpha").putInto(index);
    document("d2", "alpha").context("beta").putInto(index);
    index.commit();
    try (ReadView view = index.lease(OPERATOR)) {
      assertThat(candidates(view, "alpha", SearchMode.LEXICAL, 5, null))
          .filteredOn(candidate -> candidate.lexicalRank() == 1)
          .extracting(Candidate::documentId)
          .containsExactly("d1");
    }
  }
}
