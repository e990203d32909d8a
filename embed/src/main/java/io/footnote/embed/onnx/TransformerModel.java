package io.footnote.embed.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.footnote.embed.EmbeddingException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A transformer in an ONNX session: runs one sequence, pools, cuts and normalises. */
final class TransformerModel implements TokenModel {
  private static final float UNIT_TOLERANCE = 1e-2f;

  private final TransformerSession session;
  private final ModelSettings settings;
  private final String output;
  private final int dimension;

  TransformerModel(OrtEnvironment environment, OrtSession session, ModelSettings settings)
      throws OrtException {
    this.session =
        new TransformerSession(environment, session, settings.name(), "a sentence encoder");
    this.settings = settings;
    Map<String, long[]> outputs = this.session.outputs();
    output = chooseOutput(outputs);
    int width = width(Objects.requireNonNull(outputs.get(output)));
    if (settings.dimension() > width) {
      throw new EmbeddingException(
          "dimension must be at most %d, which is what model %s gives, but got: %d"
              .formatted(width, settings.name(), settings.dimension()));
    }
    dimension = settings.dimension() == 0 ? width : settings.dimension();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[] embed(long[] ids) {
    try {
      float[] pooled = run(ids);
      return finished(pooled.length == dimension ? pooled : Arrays.copyOf(pooled, dimension));
    } catch (OrtException e) {
      throw new EmbeddingException(
          "model %s failed on a text of %d tokens: %s"
              .formatted(settings.name(), ids.length, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    session.close();
  }

  /** Floats in an uncut vector: as declared, else as one run shows. */
  private int width(long[] shape) throws OrtException {
    long declared = shape[rank() - 1];
    return declared > 0 ? (int) declared : run(new long[] {0}).length;
  }

  private int rank() {
    return settings.pooling() == Pooling.MODEL ? 2 : 3;
  }

  private String chooseOutput(Map<String, long[]> outputs) {
    String preferred = rank() == 2 ? "sentence_embedding" : "last_hidden_state";
    List<String> fitting =
        outputs.entrySet().stream()
            .filter(entry -> entry.getValue().length == rank())
            .map(Map.Entry::getKey)
            .toList();
    if (fitting.isEmpty()) {
      throw new EmbeddingException(
          "model %s has no output of rank %d, which pooling %s needs; its outputs are: %s%s"
              .formatted(
                  settings.name(),
                  rank(),
                  settings.pooling(),
                  String.join(", ", outputs.keySet()),
                  rank() == 3 ? "; if one is the finished vector, set \"pooling: model\"" : ""));
    }
    return fitting.contains(preferred) ? preferred : fitting.getFirst();
  }

  private float[] run(long[] ids) throws OrtException {
    TransformerSession.Output states = session.run(ids, new long[ids.length], output);
    return pool(states.values(), states.width());
  }

  /** {@code states} holds one row of {@code width} for each token. */
  private float[] pool(FloatBuffer states, int width) {
    int rows = states.remaining() / width;
    float[] vector = new float[width];
    switch (settings.pooling()) {
      case CLS, MODEL -> states.get(0, vector);
      case LAST -> states.get((rows - 1) * width, vector);
      case MEAN -> {
        double[] sums = new double[width];
        for (int row = 0; row < rows; row++) {
          for (int i = 0; i < width; i++) {
            sums[i] += states.get(row * width + i);
          }
        }
        for (int i = 0; i < width; i++) {
          vector[i] = (float) (sums[i] / rows);
        }
      }
    }
    return vector;
  }

  private float[] finished(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    double length = Math.sqrt(squares);
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new EmbeddingException(
          "model %s gave a vector of length %s; the model file is damaged or not a sentence encoder"
              .formatted(settings.name(), length));
    }
    if (!settings.normalize()) {
      if (Math.abs(length - 1) > UNIT_TOLERANCE) {
        throw new EmbeddingException(
            "model %s gave a vector of length %.3f, but vectors must be of length 1; remove \"normalize: false\" from its settings"
                .formatted(settings.name(), length));
      }
      return vector;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }
}
