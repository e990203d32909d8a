package io.footnote.serve.engine.decide;

import io.footnote.serve.engine.calibrate.AnswerSignal;
import io.footnote.serve.engine.calibrate.Logistic;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Decision.Near;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Decides whether to answer: before anything is written by what was found, afterwards by what
 * became of it. Pure, for one question.
 */
public final class Decider {
  private static final Logistic<AnswerSignal> MODEL =
      Logistic.read(Decider.class, AnswerSignal.class, "answerable-v3.json");

  private static final int NEAREST = 3;

  private final AnswerThresholds thresholds;
  private final List<String> searched;
  private final List<SearchResult> found;

  /**
   * @param searched names of the collections
   * @param found what was retrieved, best first
   */
  public Decider(AnswerThresholds thresholds, List<String> searched, List<SearchResult> found) {
    this.thresholds = thresholds;
    this.searched = List.copyOf(searched);
    this.found = List.copyOf(found);
  }

  /** Probability that the passages with these signals hold the answer; 0 without signals. */
  public static double confidence(Map<AnswerSignal, Double> signals) {
    return signals.isEmpty() ? 0 : MODEL.probability(signals);
  }

  /**
   * What to do, judged by what was found alone.
   *
   * @param unmentioned names of the question that nothing that was found has
   */
  public Decision byFindings(Map<AnswerSignal, Double> signals, List<String> unmentioned) {
    double confidence = confidence(signals);
    if (signals.isEmpty() || confidence < thresholds.declineBelow()) {
      return decline(confidence);
    }
    if (!unmentioned.isEmpty() && thresholds.warnBelow() > 0) {
      return new Decision.AnswerWithWarning(
          confidence,
          unmentioned.stream()
              .map(name -> "“" + name + "”")
              .collect(Collectors.joining(" or ", "No passage that was found mentions ", ".")));
    }
    return confidence < thresholds.warnBelow()
        ? new Decision.AnswerWithWarning(
            confidence, "The documents may not answer this question; check the sources.")
        : new Decision.Answer(confidence);
  }

  /** There is no answer. */
  public Decision decline(double confidence) {
    List<Near> near = found.stream().map(Near::of).distinct().limit(NEAREST).toList();
    return new Decision.Decline(confidence, searched, near);
  }

  /**
   * What to do with what an answerer wrote.
   *
   * @param abstained whether it wrote nothing, because it found no answer
   */
  public Decision after(Decision before, boolean abstained, Checks checks) {
    return abstained ? decline(before.confidence()) : byChecks(before, checks);
  }

  /** What to do with an answer that was written, once its sentences are checked. */
  public Decision byChecks(Decision before, Checks checks) {
    double confidence = before.confidence();
    if (!before.answers()) {
      return before;
    }
    if (checks.unchecked() > 0) {
      return new Decision.AnswerWithWarning(
          confidence, "This answer was not compared with the documents.");
    }
    if (checks.supported() == 0) {
      return new Decision.NeedsPerson(
          confidence,
          "The documents seem to hold an answer, but none of what was written agrees with them.");
    }
    if (checks.contradicted() > 0) {
      return new Decision.AnswerWithWarning(
          confidence, "The documents contradict " + sentences(checks.contradicted()) + ".");
    }
    if (checks.unsupported() > 0) {
      return new Decision.AnswerWithWarning(
          confidence, "The documents do not support " + sentences(checks.unsupported()) + ".");
    }
    return before;
  }

  private static String sentences(int n) {
    return n == 1 ? "one sentence of this answer" : n + " sentences of this answer";
  }

  /** The decision and what it was made by, for traces: without any text of documents. */
  public String explain(Decision decision, Map<AnswerSignal, Double> signals) {
    return signals.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(signal ->
            String.format(
                Locale.ROOT,
                "%s %.3f",
                signal.getKey().name().toLowerCase(Locale.ROOT),
                signal.getValue()))
        .collect(
            Collectors.joining(
                ", ",
                String.format(
                    Locale.ROOT,
                    "%s with confidence %.3f (declined below %s, warned below %s) by %s of ",
                    decision.getClass().getSimpleName(),
                    decision.confidence(),
                    thresholds.declineBelow(),
                    thresholds.warnBelow(),
                    MODEL.version()),
                ""));
  }
}
