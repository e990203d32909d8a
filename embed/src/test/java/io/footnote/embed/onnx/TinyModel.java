package io.footnote.embed.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a model folder whose vectors can be worked out by hand: the state of a token is its row of
 * a table. The ONNX file is put together as protobuf bytes (fields as numbered in onnx.proto).
 */
final class TinyModel {
  static final int UNKNOWN = 0;
  static final int CLS = 1;
  static final int SEP = 2;
  static final int ALPHA = 3;
  static final int BETA = 4;

  /** Rows of the table, by token id. */
  static final float[][] TABLE = {
    {1, 1, 1, 1}, // [UNK]
    {3, 4, 0, 0}, // [CLS]
    {0, 0, 5, 12}, // [SEP]
    {1, 0, 0, 0}, // alpha
    {0, 1, 0, 0}, // beta
    {0, 0, 1, 0}, // gamma
    {0, 0, 0, 1}, // delta
    {7, 0, 0, 1}, // query
    {0, 7, 0, 1}, // passage
    {0, 0, 2, 0}, // :
  };

  private static final List<String> VOCABULARY =
      List.of(
          "[UNK]", "[CLS]", "[SEP]", "alpha", "beta", "gamma", "delta", "query", "passage", ":");

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private List<String> inputs = List.of("input_ids", "attention_mask", "token_type_ids");
  private float scale = 1;
  private boolean pooled;

  TinyModel inputs(String... names) {
    inputs = List.of(names);
    return this;
  }

  /** All rows are multiplied by this. */
  TinyModel scale(float factor) {
    scale = factor;
    return this;
  }

  /** Adds an output {@code sentence_embedding}: the mean of the rows. */
  TinyModel pooled() {
    pooled = true;
    return this;
  }

  /** Writes {@code model.onnx} and {@code tokenizer.json}; returns the folder. */
  Path writeTo(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), onnx());
      Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tokenizer() {
    StringBuilder vocabulary = new StringBuilder();
    for (int i = 0; i < VOCABULARY.size(); i++) {
      vocabulary.append(i == 0 ? "" : ",").append("\"%s\":%d".formatted(VOCABULARY.get(i), i));
    }
    return """
    {"version": "1.0",
     "truncation": {"direction": "Right", "max_length": 5, "strategy": "LongestFirst", "stride": 0},
     "padding": {"strategy": {"Fixed": 16}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "[UNK]"},
     "added_tokens": [
       {"id": 1, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
       {"id": 2, "content": "[SEP]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
     "normalizer": {"type": "Lowercase"},
     "pre_tokenizer": {"type": "Whitespace"},
     "post_processor": {"type": "TemplateProcessing",
       "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
       "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
       "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [1], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}}},
     "decoder": null,
     "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {%s}}}
    """
        .formatted(vocabulary);
  }

  private byte[] onnx() {
    int width = TABLE[0].length;
    Message table = new Message().number(1, TABLE.length).number(1, width).number(2, FLOAT);
    table.text(8, "table").bytes(9, tableBytes());
    Message graph =
        new Message()
            .message(
                1,
                new Message()
                    .text(1, "table")
                    .text(1, "input_ids")
                    .text(2, "last_hidden_state")
                    .text(3, "lookup")
                    .text(4, "Gather"))
            .text(2, "tiny")
            .message(5, table);
    if (pooled) {
      graph.message(
          1,
          new Message()
              .text(1, "last_hidden_state")
              .text(2, "sentence_embedding")
              .text(3, "mean")
              .text(4, "ReduceMean")
              .message(5, new Message().text(1, "axes").number(8, 1).number(20, 7))
              .message(5, new Message().text(1, "keepdims").number(3, 0).number(20, 2)));
    }
    for (String input : inputs) {
      graph.message(11, value(input, INT64, "batch", "length"));
    }
    graph.message(12, value("last_hidden_state", FLOAT, "batch", "length", width));
    if (pooled) {
      graph.message(12, value("sentence_embedding", FLOAT, "batch", width));
    }
    return new Message()
        .number(1, 8)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, 13))
        .toByteArray();
  }

  private byte[] tableBytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(TABLE.length * TABLE[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : TABLE) {
      for (float x : row) {
        bytes.putFloat(x * scale);
      }
    }
    return bytes.array();
  }

  private static Message value(String name, int type, Object... dimensions) {
    Message shape = new Message();
    for (Object dimension : dimensions) {
      shape.message(
          1,
          dimension instanceof Integer size
              ? new Message().number(1, size)
              : new Message().text(2, dimension.toString()));
    }
    return new Message()
        .text(1, name)
        .message(2, new Message().message(1, new Message().number(1, type).message(2, shape)));
  }

  /** A protobuf message under construction. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toByteArray());
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
