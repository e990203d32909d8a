package io.footnote.serve.engine.calibrate;

import io.footnote.embed.Embedder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a cosine of the model at hand means. Models differ widely in how near they put texts that
 * have nothing to do with each other, so cosines are measured between that (0) and how near they
 * put a question and a sentence that answers it (1).
 *
 * @param unrelated mean cosine of questions and sentences of other subjects
 * @param related mean cosine of questions and the sentences that answer them
 */
public record CosineScale(double unrelated, double related) {
  /** Questions, each followed by the sentence that answers it; of subjects far from each other. */
  private static final List<String> PAIRS =
      List.of(
          "When does the library close on Sundays?",
          "On Sundays the library closes at four in the afternoon.",
          "How is sourdough bread leavened?",
          "Sourdough bread is leavened by wild yeast and lactic acid bacteria.",
          "What is the boiling point of nitrogen?",
          "The boiling point of nitrogen is 77 kelvin at normal pressure.",
          "Who approves travel expenses?",
          "Travel expenses are approved by the head of the department.");

  /** Measures a model with a few sentences; costs as many embeddings. */
  public static CosineScale of(Embedder embedder) {
    double related = 0;
    double unrelated = 0;
    int n = PAIRS.size() / 2;
    List<float[]> answers =
        embedder
            .embedPassagesNow(IntStream.range(0, n).mapToObj(i -> PAIRS.get(2 * i + 1)).toList())
            .stream()
            .map(e -> e.vector())
            .toList();
    for (int q = 0; q < n; q++) {
      float[] question = embedder.embedQuery(PAIRS.get(2 * q)).vector();
      for (int a = 0; a < n; a++) {
        double cosine = dot(question, answers.get(a));
        if (a == q) {
          related += cosine / n;
        } else {
          unrelated += cosine / (n * (n - 1));
        }
      }
    }
    return new CosineScale(unrelated, Math.max(related, unrelated + 0.05));
  }

  /** 0 for unrelated, 1 for a sentence that answers; beyond both where the cosine is. */
  public double scaled(double cosine) {
    return (cosine - unrelated) / (related - unrelated);
  }

  /** The cosine of two unit vectors. */
  public static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
