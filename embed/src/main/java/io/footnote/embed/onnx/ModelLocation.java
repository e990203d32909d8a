package io.footnote.embed.onnx;

import java.nio.file.Path;

/** Where an embedding model is: inside the distribution or in a folder of its own. */
public sealed interface ModelLocation {

  /** The default model, bge-small-en-v1.5 quantized to 8 bits, which comes as a jar. */
  static ModelLocation bundled() {
    return new Bundled();
  }

  /**
   * A folder with {@code model.onnx}, {@code tokenizer.json} and, optionally, {@code
   * footnote-model.yaml}; see {@link ModelSettings} for its keys.
   */
  static ModelLocation folder(Path folder) {
    return new Folder(folder);
  }

  /** See {@link #bundled()}. */
  record Bundled() implements ModelLocation {}

  /** See {@link #folder(Path)}. */
  record Folder(Path path) implements ModelLocation {}
}
