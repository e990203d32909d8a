package io.footnote.serve.engine.cache;

import io.footnote.embed.EmbeddingException;
import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two questions ask the same: their {@linkplain QuestionForm forms} must agree, and
 * the model must put them near each other. Form alone finds no near miss of those that were tried
 * to be the same; vectors alone cannot tell any, for {@code paid} and {@code unpaid} lie nearer
 * than most paraphrases. Thread-safe.
 */
final class SameQuestion {
  /** Where nearness begins on the model's scale; fitted on one half of the pairs of its test. */
  static final double NEAR = 1.15;

  /** Longer questions tell a story, and stories differ in more than words show. */
  static final int LONGEST = 300;

  private final ScaledEmbedder model;

  SameQuestion(ScaledEmbedder model) {
    this.model = model;
  }

  /** How near two questions lie if they ask the same, cosine; empty if they do not. */
  OptionalDouble similarity(Asked one, Asked other) {
    if (!one.mayAskTheSameAs(other)) {
      return OptionalDouble.empty();
    }
    try {
      double cosine = CosineScale.dot(vector(one.question), vector(other.question));
      return model.scale().scaled(cosine) >= NEAR
          ? OptionalDouble.of(Math.min(1, cosine))
          : OptionalDouble.empty();
    } catch (EmbeddingException e) {
      // Retrieval needs the same model next, and says what is wrong with it.
      return OptionalDouble.empty();
    }
  }

  /**
   * A question and its form.
   *
   * @param form null if the question is too long to be like another
   */
  record Asked(String question, @Nullable QuestionForm form) {
    static Asked of(String question) {
      return new Asked(question, question.length() > LONGEST ? null : QuestionForm.of(question));
    }

    boolean mayAskTheSameAs(Asked other) {
      return form != null && other.form != null && form.asksTheSameAs(other.form);
    }
  }

  private float[] vector(String question) {
    return model.embedder().embedQuery(question).vector();
  }
}
