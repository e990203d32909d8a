package io.footnote.embed.onnx;

import io.footnote.embed.Embedder;
import io.footnote.embed.Reranker;
import io.footnote.embed.testing.TinyCrossEncoder;
import java.nio.file.Path;

/** Opens the tiny models for tests in other packages. */
public final class TinyModels {
  private TinyModels() {}

  public static Embedder open(Path folder, int threads) {
    return EmbeddingModels.open(
        ModelLocation.folder(new TinyModel().writeTo(folder)), TestCache.FOLDER, threads);
  }

  public static Reranker openReranker(Path folder, int threads) {
    TinyCrossEncoder model =
        new TinyCrossEncoder().weight("alpha", 2).weight("beta", -1).weight("gamma", 0.5);
    return Rerankers.open(model.writeTo(folder), TestCache.FOLDER, threads);
  }
}
