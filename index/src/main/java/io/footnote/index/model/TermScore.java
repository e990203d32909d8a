package io.footnote.index.model;

import java.util.Objects;

/**
 * What one term of a query adds to a chunk's lexical score.
 *
 * @param field the index field it was found in, such as {@code text} or {@code text_exact}
 * @param term as analyzed for that field
 * @param score its BM25 weight times its weight in the query, above 0
 */
public record TermScore(String field, String term, double score) {
  public TermScore {
    Objects.requireNonNull(field);
    Objects.requireNonNull(term);
  }
}
