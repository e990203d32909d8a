package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A model on disk, ready to be loaded.
 *
 * @param model the ONNX graph
 * @param weights all files the weights are in: the graph and, for large models, what lies beside it
 * @param tokenizer a HuggingFace {@code tokenizer.json}
 */
record ModelFiles(Path model, List<Path> weights, Path tokenizer) {
  static final String MODEL = "model.onnx";
  static final String TOKENIZER = "tokenizer.json";

  /** The model that comes in a jar, unpacked. */
  static ModelFiles bundled(String name, Path cacheFolder) {
    Map<String, String> resources = new LinkedHashMap<>();
    resources.put("/" + name + ".onnx", MODEL);
    resources.put("/" + name + "-tokenizer.json", TOKENIZER);
    Path folder = JarResources.unpack(cacheFolder, name, resources);
    Path model = folder.resolve(MODEL);
    return new ModelFiles(model, List.of(model), folder.resolve(TOKENIZER));
  }

  /**
   * @throws EmbeddingException if the folder is missing or lacks a file
   */
  static ModelFiles inFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new EmbeddingException(
          "model folder %s does not exist; give a folder with %s and %s"
              .formatted(folder, MODEL, TOKENIZER));
    }
    for (String name : List.of(MODEL, TOKENIZER)) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new EmbeddingException(
            "model folder %s has no %s, only: %s; export the model to ONNX and put %s and %s into the folder"
                .formatted(folder, name, String.join(", ", names(folder)), MODEL, TOKENIZER));
      }
    }
    List<Path> weights =
        names(folder).stream()
            .filter(name -> name.startsWith(MODEL))
            .map(folder::resolve)
            .filter(Files::isRegularFile)
            .toList();
    return new ModelFiles(folder.resolve(MODEL), weights, folder.resolve(TOKENIZER));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> folder.relativize(entry).toString()).sorted().toList();
    } catch (IOException e) {
      throw new EmbeddingException("model folder " + folder + " cannot be listed: " + e, e);
    }
  }

  /**
   * SHA-256 over weights, tokenizer and settings: all that determines what the model gives.
   *
   * @param settings in a form to be hashed
   */
  String contentHash(FileHashes hashes, String settings) {
    List<String> parts = new ArrayList<>();
    weights.forEach(file -> parts.add(file.getFileName() + "=" + hashes.sha256(file)));
    parts.add("tokenizer=" + hashes.sha256(tokenizer));
    parts.add(settings);
    return Hashes.sha256Hex(String.join("\n", parts));
  }

  /** Bytes of the weights in all files. */
  long weightBytes() {
    return weights.stream().mapToLong(file -> file.toFile().length()).sum();
  }

  @Override
  public String toString() {
    return List.of(model, tokenizer).toString();
  }
}
