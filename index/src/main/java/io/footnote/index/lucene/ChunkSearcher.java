package io.footnote.index.lucene;

import io.footnote.index.model.AnalyzedToken;
import io.footnote.index.model.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Searches one moment of an index, and knows in which languages its text is. Without an executor:
 * segments are searched in order, so results do not depend on timing.
 */
final class ChunkSearcher extends IndexSearcher {
  private final Map<String, Integer> textFields = new LinkedHashMap<>();
  private final int chunksWithText;

  ChunkSearcher(DirectoryReader reader) throws IOException {
    super(reader);
    List<String> fields = new ArrayList<>(List.of(Fields.TEXT));
    TextLanguages.ALL.forEach(language -> fields.add(Fields.text(language)));
    int sum = 0;
    for (String field : fields) {
      int chunks = reader.getDocCount(field);
      if (chunks > 0) {
        textFields.put(field, chunks);
        sum += chunks;
      }
    }
    chunksWithText = sum;
    setSimilarity(new ChunkSimilarity(isEnglish() ? -1 : chunksWithText));
  }

  /** Whether all text is in {@link Fields#TEXT}. */
  boolean isEnglish() {
    return textFields.isEmpty() || (textFields.size() == 1 && textFields.containsKey(Fields.TEXT));
  }

  /** Fields that hold text of chunks, English first, then by language. */
  List<String> textFields() {
    return List.copyOf(textFields.keySet());
  }

  /** Chunks with text in a field of {@link #textFields()}, deleted ones included. */
  int chunksWith(String textField) {
    return textFields.getOrDefault(textField, 0);
  }

  /** As Lucene's BM25 has it: ln(1 + (N - n + 0.5) / (n + 0.5)). */
  double idf(String term) throws IOException {
    long containing = getIndexReader().docFreq(new Term(Fields.TEXT, term));
    if (!isEnglish()) {
      for (String field : textFields()) {
        if (!field.equals(Fields.TEXT)) {
          containing += containing(field, term);
        }
      }
      containing = Math.min(containing, chunksWithText);
    }
    return Math.log(1 + (chunksWithText - containing + 0.5) / (containing + 0.5));
  }

  /** Chunks that contain an analyzed English term, in whichever language they are. */
  Query containing(String term) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String field : textFields()) {
      List<AnalyzedToken> forms =
          field.equals(Fields.TEXT)
              ? List.of(new AnalyzedToken(term, new Span(0, term.length())))
              : TextAnalysis.tokens(field, term);
      if (!forms.isEmpty()) {
        any.add(
            new TermQuery(new Term(field, forms.getFirst().term())), BooleanClause.Occur.SHOULD);
      }
    }
    return any.build();
  }

  /** A word that a language leaves out is one that nearly every text in that language has. */
  private long containing(String field, String word) throws IOException {
    var tokens = TextAnalysis.tokens(field, word);
    return tokens.isEmpty()
        ? chunksWith(field)
        : getIndexReader().docFreq(new Term(field, tokens.getFirst().term()));
  }
}
