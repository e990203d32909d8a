package io.footnote.embed.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.footnote.embed.EmbeddingException;
import io.footnote.embed.EmbeddingModelInfo;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
    ModelFiles files = ModelFiles.find(location, cacheFolder);
    // Half of a start is the tokenizer, half the session.
    CompletableFuture<TextTokenizer> loading = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("embed-load-tokenizer")
        .start(() -> {
          try {
            loading.complete(
                TextTokenizer.load(files.tokenizer(), files.settings().maxTokens(), cacheFolder));
          } catch (RuntimeException | LinkageError e) {
            loading.completeExceptionally(e);
          }
        });
    FileHashes hashes = new FileHashes(cacheFolder);
    TransformerModel model = loadModel(files, hashes, cacheFolder);
    try {
      String contentHash = files.contentHash(hashes);
      hashes.rememberDimension(contentHash, model.dimension());
      return new OnnxEmbedder(contentHash, files.settings(), await(loading), model, threads);
    } catch (RuntimeException e) {
      model.close();
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
    ModelFiles files = ModelFiles.find(location, cacheFolder);
    FileHashes hashes = new FileHashes(cacheFolder);
    String contentHash = files.contentHash(hashes);
    OptionalInt dimension = hashes.dimension(contentHash);
    if (dimension.isPresent()) {
      return new EmbeddingModelInfo(
          files.settings().name(), contentHash, dimension.getAsInt(), files.settings().maxTokens());
    }
    try (OnnxEmbedder embedder = open(location, cacheFolder, 1)) {
      return embedder.model();
    }
  }

  private static TransformerModel loadModel(ModelFiles files, FileHashes hashes, Path cacheFolder) {
    OrtEnvironment environment = NativeLibraries.onnxRuntime(cacheFolder);
    try {
      String weightsHash = hashes.sha256(files.model());
      OrtSession session = OptimizedGraph.open(environment, files, weightsHash, cacheFolder);
      try {
        return new TransformerModel(environment, session, files.settings());
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new EmbeddingException(
          "%s is not a model ONNX Runtime can load: %s".formatted(files.model(), e.getMessage()),
          e);
    }
  }

  private static TextTokenizer await(CompletableFuture<TextTokenizer> loading) {
    try {
      return loading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EmbeddingException failure) {
        throw new EmbeddingException(String.valueOf(failure.getMessage()), e);
      }
      throw new EmbeddingException("the tokenizer could not be loaded: " + e.getCause(), e);
    }
  }
}
