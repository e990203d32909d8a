package io.footnote.embed.onnx;

import io.footnote.embed.Embedder;
import java.nio.file.Path;

/** Opens the tiny model for tests in other packages. */
public final class TinyModels {
  private TinyModels() {}

  public static Embedder open(Path folder, int threads) {
    return EmbeddingModels.open(
        ModelLocation.folder(new TinyModel().writeTo(folder)), TestCache.FOLDER, threads);
  }
}
