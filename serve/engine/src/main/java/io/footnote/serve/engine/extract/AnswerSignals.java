package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.calibrate.AnswerSignal;
import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Reads off passages and their best sentences what tells whether they answer a question. */
final class AnswerSignals {
  /** Sentences among which one with the kind of thing asked for is looked for. */
  private static final int BEST = 3;

  /** From here on their number tells nothing. */
  private static final double MANY_CHUNKS = 300;

  private final Question question;
  private final Terms terms;
  private final CosineScale scale;

  AnswerSignals(Question question, Terms terms, CosineScale scale) {
    this.question = question;
    this.terms = terms;
    this.scale = scale;
  }

  /**
   * @param ranked best first
   * @param passages best first, at least one
   */
  Map<AnswerSignal, Double> of(List<Candidate> ranked, List<Passage> passages) {
    Map<AnswerSignal, Double> signals = new EnumMap<>(AnswerSignal.class);
    List<Double> cosines = descending(passages, this::cosine);
    signals.put(AnswerSignal.PASSAGE_COSINE, cosines.getFirst());
    signals.put(AnswerSignal.PASSAGE_MARGIN, margin(cosines));
    signals.put(
        AnswerSignal.COVERAGE,
        descending(passages, passage -> question.coverage(words(passage))).getFirst());
    signals.put(AnswerSignal.LEGS_AGREE, legsAgree(passages) ? 1.0 : 0.0);
    signals.put(
        AnswerSignal.FEW_CHUNKS,
        Math.max(0, Math.log10(MANY_CHUNKS / Math.max(1, terms.chunks()))));
    if (ranked.isEmpty()) {
      signals.put(AnswerSignal.NAMES_MISSING, 1.0);
    } else {
      sentences(ranked, signals);
    }
    return signals;
  }

  private void sentences(List<Candidate> ranked, Map<AnswerSignal, Double> signals) {
    Candidate best = ranked.getFirst();
    List<Double> cosines = descending(ranked, Candidate::cosine);
    signals.put(AnswerSignal.SENTENCE_COSINE, cosines.getFirst());
    signals.put(AnswerSignal.SENTENCE_MARGIN, aboveMean(cosines));
    signals.put(
        AnswerSignal.SENTENCE_COVERAGE,
        descending(ranked, one -> question.coverage(one.words())).getFirst());
    signals.put(
        AnswerSignal.QUOTE_COVERAGE,
        question.coverage(CandidateScorer.union(best.words(), best.around())));
    signals.put(AnswerSignal.SCORE, best.score());
    signals.put(AnswerSignal.NAMES_MISSING, question.namesMissing(words(best.passage())));
    signals.put(
        AnswerSignal.ANSWER_TYPE,
        descending(
                ranked.subList(0, Math.min(BEST, ranked.size())),
                one -> question.fit(one.reading().text()))
            .getFirst());
  }

  private double cosine(Passage passage) {
    Double raw = passage.result().scores().semantic();
    return raw == null ? 0 : scale.scaled(raw);
  }

  private boolean legsAgree(List<Passage> passages) {
    Comparator<Passage> semantic = Comparator.comparingDouble(this::cosine);
    Comparator<Passage> lexical =
        Comparator.comparingDouble(passage -> {
          Double score = passage.result().scores().lexical();
          return score == null ? 0 : score;
        });
    return passages.stream().max(semantic).equals(passages.stream().max(lexical));
  }

  private Set<String> words(Passage passage) {
    Set<String> words = new HashSet<>(terms.distinct(passage.text()));
    words.addAll(terms.distinct(passage.result().context()));
    return words;
  }

  private static <T> List<Double> descending(List<T> among, ToDoubleFunction<T> value) {
    return among.stream().map(value::applyAsDouble).sorted(Comparator.reverseOrder()).toList();
  }

  /** How far the first of values in descending order is above the second. */
  private static double margin(List<Double> values) {
    return values.size() > 1 ? values.getFirst() - values.get(1) : 0;
  }

  private static double aboveMean(List<Double> values) {
    return values.getFirst() - values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
