package io.footnote.index.lucene;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25 whose inverse document frequency counts the chunks of all languages. Counted per field, a
 * word of the one German document among a thousand English ones would weigh next to nothing.
 */
final class ChunkSimilarity extends BM25Similarity {
  private final long chunksWithText;

  /**
   * @param chunksWithText chunks with text in any language; negative to count each field by itself
   */
  ChunkSimilarity(long chunksWithText) {
    super(LexicalQueries.K1, LexicalQueries.B);
    this.chunksWithText = chunksWithText;
  }

  @Override
  public Explanation idfExplain(CollectionStatistics field, TermStatistics term) {
    boolean text = field.field().equals(Fields.TEXT) || Fields.languageOf(field.field()) != null;
    if (chunksWithText < 0 || !text) {
      return super.idfExplain(field, term);
    }
    long containing = Math.min(term.docFreq(), chunksWithText);
    return Explanation.match(
        idf(containing, chunksWithText),
        "idf over the chunks of all languages",
        Explanation.match(containing, "n, chunks with the word in any language"),
        Explanation.match(chunksWithText, "N, chunks with text"));
  }
}
