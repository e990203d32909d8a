package io.footnote.embed;

import java.util.List;

/**
 * Maps texts to unit vectors of {@link EmbeddingModelInfo#dimension()} floats.
 *
 * <p>The vector of a text depends on the text and its {@link TextKind} alone, never on what was
 * embedded beside it or when: two calls with the same text return bit-identical vectors.
 * Implementations are thread-safe.
 */
public interface Embedder extends AutoCloseable {

  /** What produces the vectors; written to the manifest of every index they enter. */
  EmbeddingModelInfo model();

  /** Counts tokens as the model does; cheap beside embedding. */
  TokenCounter tokenCounter();

  /**
   * Embeds one query ahead of all bulk work that is waiting.
   *
   * @throws EmbeddingException if the model fails
   */
  Embedding embedQuery(String query);

  /**
   * Embeds passages with the concurrency measured best on this machine, behind interactive work.
   * Blocks until all are done.
   *
   * @param passages texts of any length; what exceeds the model's length is truncated and said so
   *     in the result
   * @return one embedding for each passage, in the same order
   * @throws EmbeddingException if the model fails
   */
  List<Embedding> embedPassages(List<String> passages);

  /**
   * As {@link #embedPassages}, for a few passages that somebody waits for: ahead of bulk work, and
   * without keeping queries waiting.
   */
  default List<Embedding> embedPassagesNow(List<String> passages) {
    return embedPassages(passages);
  }

  @Override
  void close();
}
