package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.text.Terms;
import java.util.Comparator;
import java.util.Set;

/** A question's words, their weights and what it asks for. */
final class Question {
  /** Weight added to every word, so that a word that every document holds still counts a little. */
  private static final double BASE_WEIGHT = 0.5;

  private final String text;
  private final Terms terms;
  private final Set<String> words;
  private final double total;
  private final AnswerType type;

  Question(String text, Terms terms) {
    this.text = text;
    this.terms = terms;
    this.words = terms.distinct(text);
    this.total = words.stream().mapToDouble(this::weight).sum();
    this.type = AnswerType.of(text);
  }

  String text() {
    return text;
  }

  AnswerType type() {
    return type;
  }

  Set<String> words() {
    return words;
  }

  private double weight(String word) {
    return BASE_WEIGHT + terms.weight(word);
  }

  /** Share of the question's weighted words that stand among {@code others}, 0 to 1. */
  double coverage(Set<String> others) {
    if (total == 0) {
      return 0;
    }
    return words.stream().filter(others::contains).mapToDouble(this::weight).sum() / total;
  }

  /** Whether the question's rarest word stands among {@code others}. */
  boolean rarestIn(Set<String> others) {
    return words.stream()
        .max(Comparator.comparingDouble(this::weight).thenComparing(Comparator.naturalOrder()))
        .filter(others::contains)
        .isPresent();
  }
}
