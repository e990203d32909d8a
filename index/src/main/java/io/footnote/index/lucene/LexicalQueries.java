package io.footnote.index.lucene;

import io.footnote.index.model.QueryText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/**
 * Texts as one bag of terms, scored by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
 * Framework", 2009). A term that occurs n times counts n times, as in Anserini; each time with the
 * weight of its text.
 */
final class LexicalQueries {
  /**
   * The common defaults. With them nDCG@10 on whole documents was .684 on scifact and .506 on
   * cranfield, with Anserini's 0.9 and 0.4 it was .682 and .477.
   */
  static final float K1 = 1.2f;

  static final float B = 0.75f;

  /** Weight of the unstemmed words beside the stems. */
  static final float EXACT_WEIGHT = 0.1f;

  static {
    // A question may be a whole page; the limit guards query languages with wildcards, which this
    // never is.
    IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
  }

  private LexicalQueries() {}

  static Similarity similarity() {
    return new BM25Similarity(K1, B);
  }

  /** The query, or null when no text has a word that the index may hold. */
  static @Nullable BooleanQuery bagOfTerms(List<QueryText> texts, ChunkSearcher searcher)
      throws IOException {
    BooleanQuery.Builder bag = new BooleanQuery.Builder();
    if (searcher.isEnglish()) {
      add(bag, Fields.TEXT, texts, 1);
    } else {
      LanguageWords.of(texts, searcher).addTo(bag);
    }
    add(bag, Fields.TEXT_EXACT, texts, EXACT_WEIGHT);
    BooleanQuery query = bag.build();
    return query.clauses().isEmpty() ? null : query;
  }

  /** The field and term of a clause of {@link #bagOfTerms}. */
  static Term term(Query clause) {
    Query bare = clause instanceof BoostQuery boosted ? boosted.getQuery() : clause;
    return ((TermQuery) bare).getTerm();
  }

  private static void add(
      BooleanQuery.Builder bag, String field, List<QueryText> texts, float weight) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (QueryText text : texts) {
      TextAnalysis.termCounts(field, text.text())
          .forEach((term, count) -> weights.merge(term, text.weight() * count, Double::sum));
    }
    weights.forEach(
        (term, sum) -> add(bag, new TermQuery(new Term(field, term)), (float) (weight * sum)));
  }

  static void add(BooleanQuery.Builder bag, TermQuery term, float weight) {
    bag.add(weight == 1 ? term : new BoostQuery(term, weight), BooleanClause.Occur.SHOULD);
  }
}
