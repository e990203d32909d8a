package io.footnote.index.model;

/**
 * A text whose words are searched for, beside others.
 *
 * @param text free text; never parsed as a query language
 * @param weight what a word of it counts, above 0; 1 is usual
 */
public record QueryText(String text, double weight) {
  public QueryText {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight must be above 0, but got: " + weight);
    }
  }
}
