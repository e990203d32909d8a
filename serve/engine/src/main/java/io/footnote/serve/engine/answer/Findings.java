package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.calibrate.AnswerSignal;
import io.footnote.serve.engine.decide.Decider;
import io.footnote.serve.engine.extract.Extraction;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.extract.Quote;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
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
   * @param vector the question's; null if nothing was searched for by meaning, so nothing is found
   */
  static Findings of(
      Extractor extractor,
      String question,
      float @Nullable [] vector,
      List<Passage> passages,
      Terms terms,
      Decider decider) {
    Extraction found =
        vector == null
            ? new Extraction(List.of(), Map.of())
            : extractor.extract(question, vector, passages, terms);
    return new Findings(found.quotes(), found.signals(), decider.byFindings(found.signals()));
  }
}
