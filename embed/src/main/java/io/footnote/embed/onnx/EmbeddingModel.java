package io.footnote.embed.onnx;

import java.nio.file.Path;

/** An embedding model on disk and how its output becomes a vector. */
record EmbeddingModel(ModelFiles files, ModelSettings settings) {
  private static final String BUNDLED_NAME = "bge-small-en-v1.5-q";

  /**
   * Without the query prefix of the family: its authors made it optional from version 1.5 on, and
   * the scores in {@code eval/gates} are reached without.
   */
  private static final ModelSettings BUNDLED_SETTINGS =
      new ModelSettings(BUNDLED_NAME, Pooling.CLS, true, "", "", 512, 0);

  static EmbeddingModel find(ModelLocation location, Path cacheFolder) {
    return switch (location) {
      case ModelLocation.Bundled _ ->
          new EmbeddingModel(ModelFiles.bundled(BUNDLED_NAME, cacheFolder), BUNDLED_SETTINGS);
      case ModelLocation.Folder(Path folder) ->
          new EmbeddingModel(ModelFiles.inFolder(folder), ModelSettingsFile.read(folder));
    };
  }

  /** SHA-256 over all that determines a vector. */
  String contentHash(FileHashes hashes) {
    return files.contentHash(hashes, settings.fingerprint());
  }
}
