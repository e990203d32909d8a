package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
record ModelFiles(Path model, List<Path> weights, Path tokenizer, ModelSettings settings) {
  static final String MODEL = "model.onnx";
  static final String TOKENIZER = "tokenizer.json";

  private static final String BUNDLED_NAME = "bge-small-en-v1.5-q";

  /**
   * Without the query prefix of the family: its authors made it optional from version 1.5 on, and
   * the scores in {@code eval/gates} are reached without.
   */
  private static final ModelSettings BUNDLED_SETTINGS =
      new ModelSettings(BUNDLED_NAME, Pooling.CLS, true, "", "", 512, 0);

  static ModelFiles find(ModelLocation location, Path cacheFolder) {
    return switch (location) {
      case ModelLocation.Bundled bundled -> bundled(cacheFolder);
      case ModelLocation.Folder folder -> inFolder(folder.path());
    };
  }

  private static ModelFiles bundled(Path cacheFolder) {
    Map<String, String> resources = new LinkedHashMap<>();
    resources.put("/" + BUNDLED_NAME + ".onnx", MODEL);
    resources.put("/" + BUNDLED_NAME + "-tokenizer.json", TOKENIZER);
    Path folder = JarResources.unpack(cacheFolder, BUNDLED_NAME, resources);
    Path model = folder.resolve(MODEL);
    return new ModelFiles(model, List.of(model), folder.resolve(TOKENIZER), BUNDLED_SETTINGS);
  }

  private static ModelFiles inFolder(Path folder) {
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
    return new ModelFiles(
        folder.resolve(MODEL), weights, folder.resolve(TOKENIZER), ModelSettingsFile.read(folder));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> folder.relativize(entry).toString()).sorted().toList();
    } catch (IOException e) {
      throw new EmbeddingException("model folder " + folder + " cannot be listed: " + e, e);
    }
  }

  /** SHA-256 over weights, tokenizer and settings: all that determines a vector. */
  String contentHash(FileHashes hashes) {
    List<String> parts = new ArrayList<>();
    weights.forEach(file -> parts.add(file.getFileName() + "=" + hashes.sha256(file)));
    parts.add("tokenizer=" + hashes.sha256(tokenizer));
    parts.add(settings.fingerprint());
    return Hashes.sha256Hex(String.join("\n", parts));
  }

  /** Bytes of the weights in all files. */
  long weightBytes() {
    return weights.stream().mapToLong(file -> file.toFile().length()).sum();
  }

  @Override
  public String toString() {
    return settings.name() + " " + Arrays.asList(model, tokenizer);
  }
}
