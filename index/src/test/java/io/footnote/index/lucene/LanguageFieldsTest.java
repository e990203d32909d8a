package io.footnote.index.lucene;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ManifestMismatchException;
import io.footnote.index.ReadView;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text in fields by language, and what that does to scores. */
class LanguageFieldsTest {
  private static final VisiblePolicies ALL = _ -> PolicyIds.everything();
  private static final Principal OPERATOR = Principal.operator("op");
  private static final int WORDS = 400;

  @TempDir Path folder;
  private final LuceneIndexes indexes = new LuceneIndexes();

  @AfterEach
  void close() {
    indexes.close();
  }

  @ParameterizedTest
  @CsvSource({
    "de, Die Verträge wurden gekündigt, Kündigungen eines Vertrages, vertrag",
    "fr, Les congés annuels sont payés, congé annuel, congé",
    "es, Los trabajadores tienen vacaciones pagadas, trabajador vacación, trabajador",
    "it, I contratti vengono firmati, contratto, contratto",
    "nl, De werknemers hebben vakantiedagen, werknemer, werknemer",
    "sv, Anställda har rätt till semesterdagar, anställd, anställd",
    "pt, Os contratos são assinados, contrato, contrato",
    "ru, Сотрудники получают отпуска, сотрудник отпуск, отпуск",
    "nb, Kontraktene blir undertegnet, kontrakt, kontrakt",
    "zh, 员工每年有三十天的带薪假期, 带薪假期, 假期"
  })
  void inflectedWordsAreFoundInTheirOwnLanguage(
      String language, String text, String query, String word) {
    try (ChunkIndex index = open()) {
      document("found", text).language(language).putInto(index);
      document("other", "nothing of the kind").putInto(index);
      index.refresh();
      assertThat(scores(index, query).keySet()).containsExactly("found");
      assertThat(scores(index, word).keySet()).containsExactly("found");
    }
  }

  @Test
  void aLanguageWithoutAnalysisIsSearchedLikeEnglish() {
    try (ChunkIndex index = open()) {
      document("pl", "umowa o pracę").language("pl").putInto(index);
      document("und", "umowa").language("und").putInto(index);
      index.refresh();
      assertThat(scores(index, "umowa").keySet()).containsExactlyInAnyOrder("pl", "und");
    }
  }

  /** Against the formula itself: one bag of terms over two fields by Lucene's own BM25. */
  @Test
  void scoresOfEnglishCollectionsAreThoseOfTwoFields() throws IOException {
    long seed = Long.getLong("footnote.test.seed", System.nanoTime());
    System.err.println("LanguageFieldsTest seed " + seed);
    Random random = new Random(seed);
    try (ChunkIndex index = open()) {
      for (int i = 0; i < 200; i++) {
        document("d%03d".formatted(i), words(random, 5 + random.nextInt(60)))
            .language(random.nextBoolean() ? "en" : "und")
            .putInto(index);
        if (random.nextInt(50) == 0) {
          index.commit();
        }
      }
      index.commit();
      try (FSDirectory directory = FSDirectory.open(folder);
          DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher plain = new IndexSearcher(reader);
        plain.setSimilarity(new BM25Similarity(LexicalQueries.K1, LexicalQueries.B));
        for (int i = 0; i < 30; i++) {
          String query = words(random, 1 + random.nextInt(12));
          assertThat(bits(scores(index, query)))
              .as("seed %d, query %s", seed, query)
              .isEqualTo(bits(expected(plain, query)));
        }
      }
      try (ReadView view = index.lease(OPERATOR)) {
        int chunks = 200;
        for (String term : List.of("w1", "w399", "unknown")) {
          int containing = scores(index, term).size();
          assertThat(view.idf(term))
              .isEqualTo(Math.log(1 + (chunks - containing + 0.5) / (containing + 0.5)));
        }
      }
    }
  }

  private static Map<String, Double> expected(IndexSearcher searcher, String query)
      throws IOException {
    BooleanQuery.Builder bag = new BooleanQuery.Builder();
    for (String field : List.of(Fields.TEXT, Fields.TEXT_EXACT)) {
      TextAnalysis.termCounts(field, query)
          .forEach((term, count) -> {
            float weight = field.equals(Fields.TEXT) ? count : LexicalQueries.EXACT_WEIGHT * count;
            bag.add(
                new BoostQuery(new TermQuery(new Term(field, term)), weight),
                BooleanClause.Occur.SHOULD);
          });
    }
    Map<String, Double> scores = new HashMap<>();
    for (ScoreDoc hit : searcher.search(bag.build(), 1000).scoreDocs) {
      String[] id = new Hits(searcher, new int[] {hit.doc}).values(Fields.DOCUMENT_ID);
      scores.put(id[0], (double) hit.score);
    }
    return scores;
  }

  private static Map<String, Long> bits(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, e -> Double.doubleToRawLongBits(e.getValue())));
  }

  /** Words of ordinary English forms among numbered ones, the smaller numbers more often. */
  private static String words(Random random, int count) {
    List<String> forms = List.of("the", "policies", "policy's", "running", "XG-200", "is", "(4.2)");
    return IntStream.range(0, count)
        .mapToObj(i ->
            random.nextInt(4) == 0
                ? forms.get(random.nextInt(forms.size()))
                : "w" + (int) (WORDS * random.nextDouble() * random.nextDouble()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void aWordWeighsTheSameInALanguageWithFewDocuments() {
    try (ChunkIndex index = open()) {
      for (int i = 0; i < 40; i++) {
        document("en%02d".formatted(i), "filler words number" + i).putInto(index);
      }
      document("english", "the office in Hamburg opens").putInto(index);
      document("deutsch", "das Büro in Hamburg öffnet").language("de").putInto(index);
      document("anderes", "das Werk in Bremen schließt").language("de").putInto(index);
      index.refresh();
      Map<String, Double> name = scores(index, "Hamburg");
      assertThat(name.keySet()).containsExactlyInAnyOrder("english", "deutsch");
      assertThat(name.get("deutsch")).isCloseTo(name.get("english"), within(0.5));
      // The word of one document outweighs the name of two, whatever language it is in.
      assertThat(scores(index, "Büro Hamburg").get("deutsch"))
          .isGreaterThan(2 * name.get("english"));
      // N = 43 chunks; the stop word "das" counts as in every German one, "the" in every English
      // one.
      try (ReadView view = index.lease(OPERATOR)) {
        assertThat(view.idf("hamburg")).isCloseTo(Math.log(1 + 41.5 / 2.5), within(1e-9));
        assertThat(view.idf("das")).isCloseTo(Math.log(1 + 41.5 / 2.5), within(1e-9));
        assertThat(view.idf("bremen")).isCloseTo(Math.log(1 + 42.5 / 1.5), within(1e-9));
      }
    }
  }

  @Test
  void aStopWordOfTheQuerysLanguageIsNothingInAnother() {
    try (ChunkIndex index = open()) {
      for (int i = 0; i < 40; i++) {
        document("en%02d".formatted(i), "the filler has the number" + i).putInto(index);
      }
      document("notice", "the notice period").putInto(index);
      document("titel", "Handbuch The Corran").language("de").putInto(index);
      index.refresh();
      Map<String, Double> scores = scores(index, "the notice");
      assertThat(scores.get("notice")).isGreaterThan(10 * scores.getOrDefault("titel", 0.0));
    }
  }

  static List<String> contained() {
    return List.copyOf(LuceneIndexes.CONTAINED_ANALYZERS);
  }

  @ParameterizedTest
  @MethodSource("contained")
  void anIndexOfAContainedAnalyzerIsUsedAsItIsAndNamedAnewByTheNextChange(String analyzer) {
    Manifest old = LuceneChunkIndexTest.MANIFEST.withAnalyzer(analyzer);
    try (ChunkIndex index = indexes.open(folder, old, ALL)) {
      document("en", "the contracts").putInto(index);
      index.commit();
    }
    try (ChunkIndex index = open()) {
      assertThat(scores(index, "contract").keySet()).containsExactly("en");
      long generation = index.stats().generation();
      assertThat(index.commit()).as("nothing changed").isEqualTo(generation);
    }
    indexes.open(folder, old, ALL).close();
    try (ChunkIndex index = open()) {
      assertThat(index.manifest()).isEqualTo(old);
      document("de", "die Verträge").language("de").putInto(index);
      index.commit();
      assertThat(index.manifest()).isEqualTo(LuceneChunkIndexTest.MANIFEST);
      assertThat(scores(index, "Vertrag").keySet()).containsExactly("de");
      assertThat(scores(index, "contract").keySet()).containsExactly("en");
    }
    // What an older Footnote would not find there, it is not let near.
    assertThatThrownBy(() -> indexes.open(folder, old, ALL))
        .isInstanceOf(ManifestMismatchException.class)
        .hasMessage(
            "the index in %s was made by analyzer languages-1, but this Footnote has analyzer %s;"
                    .formatted(folder, analyzer)
                + " rebuild it with: footnote index reembed --collection "
                + folder.getFileName());
  }

  private ChunkIndex open() {
    return indexes.open(folder, LuceneChunkIndexTest.MANIFEST, ALL);
  }

  private static Map<String, Double> scores(ChunkIndex index, String query) {
    try (ReadView view = index.lease(OPERATOR)) {
      return view
          .candidates(new CandidateRequest(query, null, SearchMode.LEXICAL, null, 1000))
          .stream()
          .collect(Collectors.toMap(Candidate::documentId, Candidate::lexicalScore));
    }
  }
}
