package io.footnote.embed.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A small ONNX model under construction: tables, operators, inputs and outputs, put together as
 * protobuf bytes (fields as numbered in onnx.proto).
 */
public final class OnnxFile {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_IS_INTEGER = 2;
  private static final int ATTRIBUTE_IS_INTEGERS = 7;
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  private final ProtobufMessage graph = new ProtobufMessage().text(2, "tiny");

  /** Adds a constant matrix. */
  public OnnxFile table(String name, float[][] rows) {
    ByteBuffer bytes =
        ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float x : row) {
        bytes.putFloat(x);
      }
    }
    graph.message(
        5,
        new ProtobufMessage()
            .number(1, rows.length)
            .number(1, rows[0].length)
            .number(2, FLOAT)
            .text(8, name)
            .bytes(9, bytes.array()));
    return this;
  }

  /** Adds an operator of two inputs. */
  public OnnxFile operator(String type, String left, String right, String output) {
    graph.message(1, operator(type, List.of(left, right), output));
    return this;
  }

  /** Adds the mean of {@code input} over its second dimension, which is left out. */
  public OnnxFile mean(String input, String output) {
    graph.message(
        1,
        operator("ReduceMean", List.of(input), output)
            .message(
                5,
                new ProtobufMessage()
                    .text(1, "axes")
                    .number(8, 1)
                    .number(20, ATTRIBUTE_IS_INTEGERS))
            .message(
                5,
                new ProtobufMessage()
                    .text(1, "keepdims")
                    .number(3, 0)
                    .number(20, ATTRIBUTE_IS_INTEGER)));
    return this;
  }

  /** Declares inputs of token numbers. */
  public OnnxFile inputs(List<String> names) {
    names.forEach(name -> graph.message(11, value(name, INT64, "batch", "length")));
    return this;
  }

  /**
   * Declares an output.
   *
   * @param dimensions sizes, or names of what is not fixed
   */
  public OnnxFile output(String name, Object... dimensions) {
    graph.message(12, value(name, FLOAT, dimensions));
    return this;
  }

  public byte[] toByteArray() {
    return new ProtobufMessage()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new ProtobufMessage().text(1, "").number(2, OPERATOR_SET))
        .toByteArray();
  }

  private static ProtobufMessage operator(String type, List<String> inputs, String output) {
    ProtobufMessage node = new ProtobufMessage();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(3, output).text(4, type);
  }

  private static ProtobufMessage value(String name, int type, Object... dimensions) {
    ProtobufMessage shape = new ProtobufMessage();
    for (Object dimension : dimensions) {
      shape.message(
          1,
          dimension instanceof Integer size
              ? new ProtobufMessage().number(1, size)
              : new ProtobufMessage().text(2, dimension.toString()));
    }
    ProtobufMessage tensor = new ProtobufMessage().number(1, type).message(2, shape);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
  }
}
