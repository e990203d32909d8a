package io.footnote.embed;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps vectors by (model content hash, hash of the exact input), so that resuming, moving,
 * re-chunking and re-evaluating embed nothing twice. Thread-safe; may be shared by several
 * collections.
 */
public interface VectorCache extends AutoCloseable {

  /**
   * The cached embeddings among {@code keys}, absent where unknown.
   *
   * @throws VectorCacheException if the cache is damaged or closed
   */
  Map<Key, Embedding> getAll(List<Key> keys);

  /**
   * Stores all entries in one durable step. An entry that is already there stays as it is.
   *
   * @throws VectorCacheException if the cache is damaged or closed
   */
  void putAll(Map<Key, Embedding> entries);

  /**
   * Removes the vectors of these inputs, of whatever model, in one durable step.
   *
   * @param inputHashes {@link Key#inputHash}; what is not there is passed over
   * @throws VectorCacheException if the cache is damaged or closed
   */
  void removeAll(Set<String> inputHashes);

  @Override
  void close();

  /**
   * @param modelHash {@link EmbeddingModelInfo#contentHash()}
   * @param inputHash SHA-256 in hex over kind and text
   */
  record Key(String modelHash, String inputHash) {
    /** The key of {@code text} embedded as {@code kind} by {@code model}. */
    public static Key of(EmbeddingModelInfo model, TextKind kind, String text) {
      return new Key(model.contentHash(), inputHash(kind, text));
    }

    /** The hash of {@code text} embedded as {@code kind}. */
    public static String inputHash(TextKind kind, String text) {
      return Hashes.sha256Hex(kind.name() + '\n' + text);
    }
  }
}
