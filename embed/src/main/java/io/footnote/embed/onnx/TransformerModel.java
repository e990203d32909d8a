package io.footnote.embed.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.footnote.embed.EmbeddingException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A transformer in an ONNX session: runs one sequence, pools, cuts and normalises.
 *
 * <p>A sequence is always run alone. In a batch, quantized models scale activations by the largest
 * value in the batch, so a vector would depend on its neighbours.
 */
final class TransformerModel implements TokenModel {
  private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

  private static final float UNIT_TOLERANCE = 1e-2f;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ModelSettings settings;
  private final Set<String> inputs;
  private final String output;
  private final int dimension;

  TransformerModel(OrtEnvironment environment, OrtSession session, ModelSettings settings)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.settings = settings;
    inputs = checkedInputs();
    output = chooseOutput();
    int width = width();
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
    try {
      session.close();
    } catch (OrtException e) {
      throw new EmbeddingException("model " + settings.name() + " could not be closed", e);
    }
  }

  /** Floats in an uncut vector: as declared, else as one run shows. */
  private int width() throws OrtException {
    NodeInfo node = Objects.requireNonNull(session.getOutputInfo().get(output));
    long declared = tensor(node).getShape()[rank() - 1];
    return declared > 0 ? (int) declared : run(new long[] {0}).length;
  }

  private int rank() {
    return settings.pooling() == Pooling.MODEL ? 2 : 3;
  }

  private Set<String> checkedInputs() throws OrtException {
    Map<String, NodeInfo> declared = session.getInputInfo();
    for (Map.Entry<String, NodeInfo> input : declared.entrySet()) {
      if (!INPUTS.contains(input.getKey()) || tensor(input.getValue()).type != OnnxJavaType.INT64) {
        throw new EmbeddingException(
            "model %s wants an input %s of %s; supported are input_ids, attention_mask and token_type_ids of INT64: export it as a sentence encoder"
                .formatted(settings.name(), input.getKey(), tensor(input.getValue()).type));
      }
    }
    if (!declared.containsKey("input_ids")) {
      throw new EmbeddingException(
          "model %s has no input input_ids, only: %s"
              .formatted(settings.name(), String.join(", ", declared.keySet())));
    }
    return Set.copyOf(declared.keySet());
  }

  private String chooseOutput() throws OrtException {
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    String preferred = rank() == 2 ? "sentence_embedding" : "last_hidden_state";
    List<String> fitting =
        outputs.entrySet().stream()
            .filter(entry -> tensor(entry.getValue()).getShape().length == rank())
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

  private TensorInfo tensor(NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo tensor) {
      return tensor;
    }
    throw new EmbeddingException(
        "model %s has %s, which is no tensor".formatted(settings.name(), node));
  }

  private float[] run(long[] ids) throws OrtException {
    long[] shape = {1, ids.length};
    Map<String, OnnxTensor> feeds = new HashMap<>();
    try {
      for (String input : inputs) {
        feeds.put(
            input,
            OnnxTensor.createTensor(environment, LongBuffer.wrap(values(input, ids)), shape));
      }
      try (OrtSession.Result result = session.run(feeds, Set.of(output))) {
        OnnxTensor tensor = (OnnxTensor) result.get(0);
        long[] resultShape = tensor.getInfo().getShape();
        int width = (int) resultShape[resultShape.length - 1];
        return pool(tensor.getFloatBuffer(), width);
      }
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private static long[] values(String input, long[] ids) {
    if (input.equals("input_ids")) {
      return ids;
    }
    long[] values = new long[ids.length];
    // No padding and one sequence: every token is attended to and is of type 0.
    Arrays.fill(values, input.equals("attention_mask") ? 1 : 0);
    return values;
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
