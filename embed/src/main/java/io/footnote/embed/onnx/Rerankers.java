package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.RerankerModelInfo;
import java.nio.file.Path;

/** Opens reranking models. */
public final class Rerankers {
  private Rerankers() {}

  /**
   * Loads a cross-encoder.
   *
   * @param folder holds {@code model.onnx}, {@code tokenizer.json} and, optionally, {@code
   *     footnote-model.yaml} with {@code name} and {@code max_tokens} (512 if it says nothing)
   * @param cacheFolder as for {@link EmbeddingModels#open}
   * @param threads runs at once, at least 1; best is the number of processors
   * @throws EmbeddingException if a file is missing or damaged, the settings are wrong, or the
   *     model is no cross-encoder
   */
  public static OnnxReranker open(Path folder, Path cacheFolder, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but got: " + threads);
    }
    ModelFiles files = ModelFiles.inFolder(folder);
    CrossEncoderSettings settings = CrossEncoderSettings.read(folder);
    FileHashes hashes = new FileHashes(cacheFolder);
    LoadedModel<CrossEncoderModel> loaded =
        LoadedModel.load(
            files,
            settings.maxTokens(),
            hashes,
            cacheFolder,
            (environment, session) -> new CrossEncoderModel(environment, session, settings));
    try {
      String contentHash = files.contentHash(hashes, settings.fingerprint());
      return new OnnxReranker(
          new RerankerModelInfo(settings.name(), contentHash, settings.maxTokens()),
          loaded.tokenizer(),
          loaded.model(),
          threads);
    } catch (RuntimeException e) {
      loaded.closeAfter(e);
      throw e;
    }
  }
}
