package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.calibrate.AnswerSignal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was extracted.
 *
 * @param quotes the best candidates in reading order, whether or not they answer
 * @param signals what tells whether they do
 */
public record Extraction(List<Quote> quotes, Map<AnswerSignal, Double> signals) {
  public Extraction {
    quotes = List.copyOf(quotes);
    signals = Collections.unmodifiableMap(new TreeMap<>(signals)); // of one order everywhere
  }
}
