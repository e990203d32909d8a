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
 * @param unmentioned names and years of the question that no passage has, as they were written
 */
public record Extraction(
    List<Quote> quotes, Map<AnswerSignal, Double> signals, List<String> unmentioned) {
  /** Of no passage. */
  public static final Extraction NOTHING = new Extraction(List.of(), Map.of(), List.of());

  public Extraction {
    quotes = List.copyOf(quotes);
    unmentioned = List.copyOf(unmentioned);
    signals = Collections.unmodifiableMap(new TreeMap<>(signals)); // of one order everywhere
  }
}
