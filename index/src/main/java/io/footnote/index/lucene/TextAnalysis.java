package io.footnote.index.lucene;

import io.footnote.index.model.AnalyzedToken;
import io.footnote.index.model.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * How text becomes terms. A change here is a change of {@link LuceneIndexes#ANALYZER}.
 *
 * <ul>
 *   <li>{@code text}: Lucene's {@link EnglishAnalyzer} (possessives, lower case, stop words, Porter
 *       stems), the analysis behind the published BM25 baselines of Anserini;
 *   <li>{@code text_<language>}: Lucene's analyzer of that language, see {@link TextLanguages};
 *   <li>{@code text_exact}: words between white space, without surrounding punctuation, in lower
 *       case, so codes and version numbers stay whole.
 * </ul>
 *
 * <p>Thread-safe.
 */
final class TextAnalysis {
  private static final Analyzer ANALYZER = new FieldAnalyzer();

  private TextAnalysis() {}

  static Analyzer analyzer() {
    return ANALYZER;
  }

  /** The terms of {@code text} in order, as the field sees them. */
  static List<AnalyzedToken> tokens(String field, String text) {
    List<AnalyzedToken> tokens = new ArrayList<>();
    try (TokenStream stream = ANALYZER.tokenStream(field, text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        tokens.add(
            new AnalyzedToken(term.toString(), new Span(offset.startOffset(), offset.endOffset())));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory cannot fail to be read", e);
    }
    return tokens;
  }

  /** How often each term occurs, in order of first occurrence. */
  static Map<String, Integer> termCounts(String field, String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (AnalyzedToken token : tokens(field, text)) {
      counts.merge(token.term(), 1, Integer::sum);
    }
    return counts;
  }

  /** Builds the analyzer of a field when it is first needed; most indexes need two. */
  private static final class FieldAnalyzer extends DelegatingAnalyzerWrapper {
    private final Map<String, Analyzer> analyzers = new ConcurrentHashMap<>();

    FieldAnalyzer() {
      super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String fieldName) {
      return analyzers.computeIfAbsent(
          fieldName,
          field -> {
            if (field.equals(Fields.TEXT_EXACT)) {
              return new ExactAnalyzer();
            }
            String language = Fields.languageOf(field);
            return language == null ? new EnglishAnalyzer() : TextLanguages.analyzer(language);
          });
    }
  }

  private static final class ExactAnalyzer extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
      Tokenizer words = new WhitespaceTokenizer();
      return new TokenStreamComponents(
          words, new LowerCaseFilter(new TrimPunctuationFilter(words)));
    }

    @Override
    protected TokenStream normalize(String fieldName, TokenStream in) {
      return new LowerCaseFilter(in);
    }
  }
}
