package io.footnote.embed.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the folder of a cross-encoder whose scores can be worked out by hand: the logit is the
 * mean, over all tokens, of the token's weight times that of its segment. Words without a weight
 * and special tokens weigh 0; the query's segment weighs 0 and the passage's 1, unless set.
 */
public final class TinyCrossEncoder {
  private final SortedMap<String, Float> weights = new TreeMap<>();
  private List<String> inputs = List.of("input_ids", "attention_mask", "token_type_ids");
  private float queryWeight;
  private int labels = 1;

  /** A word, in lower case, and its weight. */
  public TinyCrossEncoder weight(String word, double weight) {
    weights.put(word, (float) weight);
    return this;
  }

  /** The weight of tokens of the query's segment. */
  public TinyCrossEncoder queryWeight(double weight) {
    queryWeight = (float) weight;
    return this;
  }

  /** Inputs the model declares; without {@code token_type_ids} segments weigh the same. */
  public TinyCrossEncoder inputs(String... names) {
    inputs = List.of(names);
    return this;
  }

  /** Logits for a pair: with more than one, logit {@code i} is {@code i + 1} times the first. */
  public TinyCrossEncoder labels(int count) {
    labels = count;
    return this;
  }

  /** Writes {@code model.onnx} and {@code tokenizer.json}; returns the folder. */
  public Path writeTo(Path folder) {
    List<String> vocabulary = new ArrayList<>(List.of("[UNK]", "[CLS]", "[SEP]"));
    vocabulary.addAll(weights.keySet());
    float[][] table = new float[vocabulary.size()][];
    for (int i = 0; i < table.length; i++) {
      table[i] = row(weights.getOrDefault(vocabulary.get(i), 0f));
    }
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), model(table).toByteArray());
      Files.writeString(folder.resolve("tokenizer.json"), WordTokenizer.json(vocabulary));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OnnxFile model(float[][] table) {
    OnnxFile file = new OnnxFile().table("words", table).inputs(inputs);
    file.operator("Gather", "words", "input_ids", "states");
    if (inputs.contains("token_type_ids")) {
      float[] query = new float[labels];
      float[] passage = new float[labels];
      Arrays.fill(query, queryWeight);
      Arrays.fill(passage, 1);
      file.table("segments", new float[][] {query, passage})
          .operator("Gather", "segments", "token_type_ids", "shares")
          .operator("Mul", "states", "shares", "weighted")
          .mean("weighted", "logits");
    } else {
      file.mean("states", "logits");
    }
    return file.output("logits", "batch", labels);
  }

  private float[] row(float weight) {
    float[] row = new float[labels];
    for (int i = 0; i < labels; i++) {
      row[i] = weight * (i + 1);
    }
    return row;
  }
}
