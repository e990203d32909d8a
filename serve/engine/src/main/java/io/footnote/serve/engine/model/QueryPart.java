package io.footnote.serve.engine.model;

/**
 * One of the texts that are searched for together. A passage scores the sum of what each text gives
 * it: {@code semanticWeight} × cosine and {@code lexicalWeight} × BM25, before both legs are fused.
 *
 * @param text not blank
 * @param semanticWeight at least 0; the question itself has 1
 * @param lexicalWeight at least 0; the question itself has 1
 * @param why it is searched for, for people
 * @param widens whether it only widens what is found, and says nothing of what is asked
 */
public record QueryPart(
    String text, double semanticWeight, double lexicalWeight, String why, boolean widens) {
  public QueryPart {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the text of a query must not be empty");
    }
    check("semanticWeight", semanticWeight);
    check("lexicalWeight", lexicalWeight);
  }

  /** A part of what is asked. */
  public QueryPart(String text, double semanticWeight, double lexicalWeight, String why) {
    this(text, semanticWeight, lexicalWeight, why, /* widens= */ false);
  }

  private static void check(String name, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be at least 0, but got: " + weight);
    }
  }

  /** The question as it was asked. */
  public static QueryPart asked(String question) {
    return new QueryPart(question, 1, 1, "as asked");
  }
}
