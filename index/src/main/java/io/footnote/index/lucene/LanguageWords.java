package io.footnote.index.lucene;

import io.footnote.index.model.AnalyzedToken;
import io.footnote.index.model.QueryText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.TermQuery;

/**
 * The words of a query asked in every language of an index. A query does not say its language, and
 * is too short to tell; a chunk has its text in one field only, so the sum over the fields is the
 * score in the chunk's own language.
 *
 * <p>A written word has one weight in all languages: it counts as contained in as many chunks as
 * its forms are in all fields together, and in all chunks of a language that leaves it out as a
 * stop word. So a name is not worth more in the language that has fewer documents, and English
 * "the" is worth nothing in a German text that quotes it.
 */
final class LanguageWords {
  private final Map<Term, TermStates> found = new LinkedHashMap<>();
  private final Map<Term, Double> weights = new LinkedHashMap<>();
  private final Map<Term, Long> containing = new LinkedHashMap<>();

  private LanguageWords() {}

  static LanguageWords of(List<QueryText> texts, ChunkSearcher searcher) throws IOException {
    LanguageWords result = new LanguageWords();
    for (QueryText text : texts) {
      // By where a word starts, because each analysis leaves out others.
      Map<Integer, Map<String, Term>> words = new TreeMap<>();
      for (String field : searcher.textFields()) {
        for (AnalyzedToken token : TextAnalysis.tokens(field, text.text())) {
          words
              .computeIfAbsent(token.span().start(), _ -> new LinkedHashMap<>())
              .putIfAbsent(field, new Term(field, token.term()));
        }
      }
      for (Map<String, Term> word : words.values()) {
        result.add(word, text.weight(), searcher);
      }
    }
    return result;
  }

  private void add(Map<String, Term> word, double weight, ChunkSearcher searcher)
      throws IOException {
    long chunks = 0;
    for (String field : searcher.textFields()) {
      Term term = word.get(field);
      chunks += term == null ? searcher.chunksWith(field) : states(term, searcher).docFreq();
    }
    for (Term term : word.values()) {
      weights.merge(term, weight, Double::sum);
      containing.merge(term, chunks, Math::max);
    }
  }

  private TermStates states(Term term, ChunkSearcher searcher) throws IOException {
    TermStates states = found.get(term);
    if (states == null) {
      states = TermStates.build(searcher, term, true);
      found.put(term, states);
    }
    return states;
  }

  /** Once: it makes the statistics of the terms those of their words. */
  void addTo(BooleanQuery.Builder bag) {
    weights.forEach((term, weight) -> {
      TermStates states = found.get(term);
      if (states != null && states.docFreq() > 0) {
        long others = containing.getOrDefault(term, 0L) - states.docFreq();
        if (others > 0) {
          states.accumulateStatistics((int) Math.min(others, Integer.MAX_VALUE / 2), others);
        }
        LexicalQueries.add(bag, new TermQuery(term, states), weight.floatValue());
      }
    });
  }
}
