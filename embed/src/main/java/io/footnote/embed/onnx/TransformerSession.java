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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX session of a BERT-like transformer, which is fed by the names of the inputs it declares.
 *
 * <p>A sequence is always run alone. In a batch, quantized models scale activations by the largest
 * value in the batch, so a result would depend on its neighbours.
 *
 * <p>Thread-safe until closed.
 */
final class TransformerSession implements AutoCloseable {
  private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String name;
  private final Set<String> inputs;

  /**
   * @param name of the model, for messages
   * @param exportedAs what the model should have been exported as, for messages
   */
  TransformerSession(OrtEnvironment environment, OrtSession session, String name, String exportedAs)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.name = name;
    inputs = checkedInputs(exportedAs);
  }

  /** Shapes of the outputs by their names, in the model's order; what is not fixed is -1. */
  Map<String, long[]> outputs() throws OrtException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
      shapes.put(output.getKey(), tensor(output.getValue()).getShape());
    }
    return shapes;
  }

  /**
   * One output for one sequence.
   *
   * @param ids token ids, special tokens included
   * @param types the segment of each token; 0 throughout for a text by itself
   */
  Output run(long[] ids, long[] types, String output) throws OrtException {
    long[] shape = {1, ids.length};
    Map<String, OnnxTensor> feeds = new HashMap<>();
    try {
      for (String input : inputs) {
        LongBuffer values = LongBuffer.wrap(values(input, ids, types));
        feeds.put(input, OnnxTensor.createTensor(environment, values, shape));
      }
      try (OrtSession.Result result = session.run(feeds, Set.of(output))) {
        OnnxTensor tensor = (OnnxTensor) result.get(0);
        long[] resultShape = tensor.getInfo().getShape();
        return new Output(tensor.getFloatBuffer(), (int) resultShape[resultShape.length - 1]);
      }
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EmbeddingException("model " + name + " could not be closed", e);
    }
  }

  private Set<String> checkedInputs(String exportedAs) throws OrtException {
    Map<String, NodeInfo> declared = session.getInputInfo();
    for (Map.Entry<String, NodeInfo> input : declared.entrySet()) {
      if (!INPUTS.contains(input.getKey()) || tensor(input.getValue()).type != OnnxJavaType.INT64) {
        throw new EmbeddingException(
            "model %s wants an input %s of %s; supported are input_ids, attention_mask and token_type_ids of INT64: export it as %s"
                .formatted(name, input.getKey(), tensor(input.getValue()).type, exportedAs));
      }
    }
    if (!declared.containsKey("input_ids")) {
      throw new EmbeddingException(
          "model %s has no input input_ids, only: %s"
              .formatted(name, String.join(", ", declared.keySet())));
    }
    return Set.copyOf(declared.keySet());
  }

  private TensorInfo tensor(NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo tensor) {
      return tensor;
    }
    throw new EmbeddingException("model %s has %s, which is no tensor".formatted(name, node));
  }

  private static long[] values(String input, long[] ids, long[] types) {
    return switch (input) {
      case "input_ids" -> ids;
      case "token_type_ids" -> types;
      default -> {
        long[] attended = new long[ids.length]; // no padding: every token is attended to
        Arrays.fill(attended, 1);
        yield attended;
      }
    };
  }

  /**
   * What a run gave.
   *
   * @param values rows of {@code width} one after the other
   */
  record Output(FloatBuffer values, int width) {}
}
