package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.calibrate.AnswerSignal;
import io.footnote.serve.engine.decide.Decider;
import io.footnote.serve.engine.extract.Extraction;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.extract.Quote;
import io.footnote.serve.engine.extract.Sifting;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.StandaloneQuestion;
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
      StandaloneQuestion question,
      List<String> subjects,
      float @Nullable [] vector,
      List<Passage> passages,
      Terms terms,
      Decider decider) {
    Sifting sifting = extractor.sift(passages, terms);
    // That they differ or are compared is for who answers to say, and seldom stands in documents.
    StandaloneQuestion wanted =
        subjects.isEmpty() ? question : StandaloneQuestion.of(String.join(" ", subjects));
    Extraction found = vector == null ? Extraction.NOTHING : sifting.extract(wanted, vector);
    Decision decision = decider.byFindings(found.signals(), found.unmentioned());
    return subjects.isEmpty()
        ? new Findings(found.quotes(), found.signals(), decision)
        : ofEach(sifting, subjects, found.signals(), decision);
  }

  /** What the passages say of each subject, one after the other. */
  private static Findings ofEach(
      Sifting sifting,
      List<String> subjects,
      Map<AnswerSignal, Double> signals,
      Decision decision) {
    List<Quote> quotes = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String subject : subjects) {
      List<Quote> own = sifting.quotesOf(subject, subjects);
      if (own.isEmpty()) {
        missing.add("“" + subject + "”");
      }
      for (Quote quote : own) {
        if (quotes.stream().noneMatch(quote::overlaps)) {
          quotes.add(quote);
        }
      }
    }
    return new Findings(quotes, signals, warned(decision, missing));
  }

  /** A comparison that knows of one side alone is none. */
  private static Decision warned(Decision decision, List<String> missing) {
    return missing.isEmpty() || !decision.answers()
        ? decision
        : new Decision.AnswerWithWarning(
            decision.confidence(),
            "No sentence was found about %s.".formatted(String.join(" and ", missing)));
  }
}
