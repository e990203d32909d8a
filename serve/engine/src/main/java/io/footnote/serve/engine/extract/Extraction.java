package io.footnote.serve.engine.extract;

import java.util.List;

/**
 * What was extracted.
 *
 * @param quotes in reading order; the best candidates even if {@code answers} is false
 * @param confidence that the passages hold the answer, 0 to 1
 * @param answers whether {@code confidence} suffices to answer
 * @param signals what the confidence was made from
 */
public record Extraction(
    List<Quote> quotes, double confidence, boolean answers, Signals signals) {
  public Extraction {
    quotes = List.copyOf(quotes);
  }
}
