package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.EmbeddingModelInfo;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Opens embedding models. */
public final class EmbeddingModels {
  private EmbeddingModels() {}

  /**
   * Loads a model; the first time this also unpacks libraries and the bundled model into {@code
   * cacheFolder} (about 80 MB) and keeps the optimized graph there (about 35 MB). Later starts take
   * a third of a second, from the start of the JVM to the first vector.
   *
   * @param location which model
   * @param cacheFolder made when missing; may be shared by processes; may be deleted when none runs
   * @param threads runs at once, at least 1; best is the number of processors
   * @throws EmbeddingException if a file is missing or damaged, or the settings are wrong
   */
  public static OnnxEmbedder open(ModelLocation location, Path cacheFolder, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but got: " + threads);
    }
    EmbeddingModel found = EmbeddingModel.find(location, cacheFolder);
    ModelSettings settings = found.settings();
    FileHashes hashes = new FileHashes(cacheFolder);
    LoadedModel<TransformerModel> loaded =
        LoadedModel.load(
            found.files(),
            settings.maxTokens(),
            hashes,
            cacheFolder,
            (environment, session) -> new TransformerModel(environment, session, settings));
    try {
      String contentHash = found.contentHash(hashes);
      hashes.rememberDimension(contentHash, loaded.model().dimension());
      return new OnnxEmbedder(contentHash, settings, loaded.tokenizer(), loaded.model(), threads);
    } catch (RuntimeException e) {
      loaded.closeAfter(e);
      throw e;
    }
  }

  /**
   * What a model is. It is loaded the first time only; then the cache folder remembers the one
   * thing its files do not tell, so that an index can be opened, and searched by words, without it.
   *
   * @throws EmbeddingException as {@link #open} does
   */
  public static EmbeddingModelInfo info(ModelLocation location, Path cacheFolder) {
    EmbeddingModel found = EmbeddingModel.find(location, cacheFolder);
    FileHashes hashes = new FileHashes(cacheFolder);
    String contentHash = found.contentHash(hashes);
    OptionalInt dimension = hashes.dimension(contentHash);
    if (dimension.isPresent()) {
      ModelSettings settings = found.settings();
      return new EmbeddingModelInfo(
          settings.name(), contentHash, dimension.getAsInt(), settings.maxTokens());
    }
    try (OnnxEmbedder embedder = open(location, cacheFolder, 1)) {
      return embedder.model();
    }
  }
}
