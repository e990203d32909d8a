package io.footnote.index.lucene;

import io.footnote.index.IndexException;
import io.footnote.index.ManifestMismatchException;
import io.footnote.index.model.Manifest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A manifest as the user data of a commit, and the check that an index fits what is configured. */
final class ManifestCodec {
  private static final String SCHEMA = "footnote.schema_version";
  private static final String MODEL = "footnote.embedding_model";
  private static final String MODEL_HASH = "footnote.embedding_model_hash";
  private static final String DIMENSION = "footnote.dimension";
  private static final String SIMILARITY = "footnote.similarity";
  private static final String ANALYZER = "footnote.analyzer";
  private static final String CHUNKER = "footnote.chunker";

  private static final int SHOWN_HASH = 12;

  private ManifestCodec() {}

  static Map<String, String> encode(Manifest manifest) {
    return Map.of(
        SCHEMA, Integer.toString(manifest.schemaVersion()),
        MODEL, manifest.embeddingModel(),
        MODEL_HASH, manifest.embeddingModelHash(),
        DIMENSION, Integer.toString(manifest.dimension()),
        SIMILARITY, manifest.similarity(),
        ANALYZER, manifest.analyzer(),
        CHUNKER, manifest.chunker());
  }

  /**
   * @throws IndexException if the commit holds no manifest: the index is not Footnote's
   */
  static Manifest decode(Path folder, Map<String, String> userData) {
    try {
      return new Manifest(
          Integer.parseInt(value(userData, SCHEMA)),
          value(userData, MODEL),
          value(userData, MODEL_HASH),
          Integer.parseInt(value(userData, DIMENSION)),
          value(userData, SIMILARITY),
          value(userData, ANALYZER),
          value(userData, CHUNKER));
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new IndexException(
          folder + " holds a Lucene index that Footnote did not write; choose another folder", e);
    }
  }

  /**
   * @throws ManifestMismatchException if the index was made by something else; the model's name may
   *     differ, its hash may not
   */
  static void check(Path folder, Manifest written, Manifest configured) {
    if (written.schemaVersion() != configured.schemaVersion()) {
      throw new ManifestMismatchException(
          "the index has schema version %d, but this Footnote uses version %d; use the Footnote that made it, or delete the collection and ingest its documents again"
              .formatted(written.schemaVersion(), configured.schemaVersion()));
    }
    if (!written.analyzer().equals(configured.analyzer())) {
      // Which analyzer runs is not configured: it belongs to the version of Footnote.
      throw new ManifestMismatchException(
          "the index was made by analyzer %s, but this Footnote has analyzer %s; rebuild it with: footnote index reembed --collection %s"
              .formatted(written.analyzer(), configured.analyzer(), collection(folder)));
    }
    if (!written.embeddingModelHash().equals(configured.embeddingModelHash())) {
      throw reembed(folder, "model", model(written), model(configured));
    }
    if (written.dimension() != configured.dimension()) {
      throw reembed(
          folder,
          "dimension",
          Integer.toString(written.dimension()),
          Integer.toString(configured.dimension()));
    }
    if (!written.similarity().equals(configured.similarity())) {
      throw reembed(folder, "similarity", written.similarity(), configured.similarity());
    }
    if (!written.chunker().equals(configured.chunker())) {
      throw reembed(folder, "chunker", written.chunker(), configured.chunker());
    }
  }

  private static ManifestMismatchException reembed(
      Path folder, String what, String written, String configured) {
    return new ManifestMismatchException(
        "the index was made by %s %s, but %s %s is configured; configure %s again or rebuild it with: footnote index reembed --collection %s"
            .formatted(what, written, what, configured, written, collection(folder)));
  }

  /** A collection keeps its index in {@code NAME/index}; an index elsewhere is its folder's. */
  private static Path collection(Path folder) {
    Path name = folder.toAbsolutePath().getFileName();
    Path parent = folder.toAbsolutePath().getParent();
    if (name == null || parent == null || parent.getFileName() == null) {
      return folder;
    }
    return name.startsWith("index") ? parent.getFileName() : name;
  }

  private static String model(Manifest manifest) {
    String hash = manifest.embeddingModelHash();
    return "%s (hash %s)"
        .formatted(
            manifest.embeddingModel(), hash.substring(0, Math.min(SHOWN_HASH, hash.length())));
  }

  private static String value(Map<String, String> userData, String key) {
    return Objects.requireNonNull(userData.get(key), key);
  }
}
