package io.footnote.embed.onnx;

import io.footnote.embed.testing.OnnxFile;
import io.footnote.embed.testing.WordTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a model folder whose vectors can be worked out by hand: the state of a token is its row of
 * a table.
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
      Files.writeString(folder.resolve("tokenizer.json"), WordTokenizer.json(VOCABULARY));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] onnx() {
    int width = TABLE[0].length;
    OnnxFile file =
        new OnnxFile()
            .table("table", scaledTable())
            .inputs(inputs)
            .operator("Gather", "table", "input_ids", "last_hidden_state")
            .output("last_hidden_state", "batch", "length", width);
    if (pooled) {
      file.mean("last_hidden_state", "sentence_embedding")
          .output("sentence_embedding", "batch", width);
    }
    return file.toByteArray();
  }

  private float[][] scaledTable() {
    float[][] scaled = new float[TABLE.length][TABLE[0].length];
    for (int row = 0; row < TABLE.length; row++) {
      for (int i = 0; i < TABLE[row].length; i++) {
        scaled[row][i] = TABLE[row][i] * scale;
      }
    }
    return scaled;
  }
}
