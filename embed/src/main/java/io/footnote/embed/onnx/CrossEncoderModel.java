package io.footnote.embed.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.footnote.embed.EmbeddingException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A transformer with a classification head that reads a query and a passage together (Nogueira and
 * Cho, "Passage Re-ranking with BERT", 2019).
 *
 * <p>Of one logit the score is its sigmoid; of two, those of "not relevant" and "relevant", the
 * softmax of the second. Both keep the order of the logits.
 */
final class CrossEncoderModel implements PairModel {
  private static final String LOGITS = "logits";
  private static final int MOST_LOGITS = 2;

  private final TransformerSession session;
  private final String name;
  private final String output;

  CrossEncoderModel(OrtEnvironment environment, OrtSession session, CrossEncoderSettings settings)
      throws OrtException {
    name = settings.name();
    this.session = new TransformerSession(environment, session, name, "a cross-encoder");
    output = chooseOutput(this.session.outputs());
  }

  @Override
  public double score(PairTokens pair) {
    TransformerSession.Output logits;
    try {
      logits = session.run(pair.ids(), pair.types(), output);
    } catch (OrtException e) {
      throw new EmbeddingException(
          "model %s failed on a pair of %d tokens: %s"
              .formatted(name, pair.ids().length, e.getMessage()),
          e);
    }
    double score =
        switch (logits.values().remaining()) {
          case 1 -> sigmoid(logits.values().get(0));
          case MOST_LOGITS -> sigmoid((double) logits.values().get(1) - logits.values().get(0));
          default ->
              throw new EmbeddingException(
                  "model %s gave %d values for a pair, but a cross-encoder gives 1 or 2; export it with a sequence classification head of one or two labels"
                      .formatted(name, logits.values().remaining()));
        };
    if (Double.isNaN(score)) {
      throw new EmbeddingException(
          "model %s gave no number for a pair; the model file is damaged".formatted(name));
    }
    return score;
  }

  @Override
  public void close() {
    session.close();
  }

  /** The softmax of two values is the sigmoid of their difference. */
  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private String chooseOutput(Map<String, long[]> outputs) {
    if (fits(outputs.get(LOGITS))) {
      return LOGITS;
    }
    return outputs.entrySet().stream()
        .filter(output -> fits(output.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() ->
            new EmbeddingException(
                "model %s is no cross-encoder: none of its outputs holds one or two values for a pair, only: %s; export it with a sequence classification head of one or two labels"
                    .formatted(name, shapes(outputs))));
  }

  /** One row for each pair, of one or two values as far as the model says. */
  private static boolean fits(long @Nullable [] shape) {
    return shape != null && shape.length == 2 && shape[1] <= MOST_LOGITS && shape[1] != 0;
  }

  private static String shapes(Map<String, long[]> outputs) {
    return outputs.entrySet().stream()
        .map(output -> output.getKey() + " " + Arrays.toString(output.getValue()))
        .collect(Collectors.joining(", "));
  }
}
