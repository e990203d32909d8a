package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.calibrate.AnswerSignal;
import io.footnote.serve.engine.decide.Decider;
import io.footnote.serve.engine.extract.Extraction;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.extract.Quote;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What passages hold for a question.
 *
 * @param decision whether to answer, by what was found alone
 */
record Findings(List<Quote> quotes, Map<AnswerSignal, Double> signals, Decision decision) {

  /**
   * Looks what they hold, and decides by it.
   *
   * @param subjects what the question compares; empty if it does not
   * @param vector the question's; null if nothing was searched for by meaning, so nothing is found
   */
  static Findings of(
      Extractor extractor,
      String question,
      List<String> subjects,
      float @Nullable [] vector,
      List<Passage> passages,
      Terms terms,
      Decider decider) {
    Extraction found =
        vector == null
            ? new Extraction(List.of(), Map.of())
            : extractor.extract(question, vector, passages, terms);
    List<Quote> quotes =
        subjects.isEmpty() ? found.quotes() : ofEach(extractor, subjects, passages, terms);
    return new Findings(quotes, found.signals(), decider.byFindings(found.signals()));
  }

  /** What the passages say of each subject, one after the other. */
  private static List<Quote> ofEach(
      Extractor extractor, List<String> subjects, List<Passage> passages, Terms terms) {
    List<Quote> quotes = new ArrayList<>();
    for (String subject : subjects) {
      for (Quote quote : extractor.quotesOf(subject, passages, terms)) {
        if (quotes.stream().noneMatch(quote::overlaps)) {
          quotes.add(quote);
        }
      }
    }
    return quotes;
  }
}
