package io.footnote.embed;

import java.util.List;

/**
 * Judges how well passages answer a query by reading both together, as cross-encoders do: better
 * than comparing vectors and far slower, so for the best candidates of a search alone.
 *
 * <p>A score depends on the query and its own passage, never on the passages beside it, and the
 * same pair always has the same score. Implementations are thread-safe.
 */
public interface Reranker extends AutoCloseable {

  /** What judges. */
  RerankerModelInfo model();

  /**
   * Judges each passage against the query. Blocks until all are done; an interrupt of the calling
   * thread ends the call, and what has not begun is not begun.
   *
   * @param passages texts of any length; what exceeds the model's length is cut off
   * @return for each passage, in the same order, its relevance from 0 to 1, higher is better
   * @throws EmbeddingException if the model fails, or the caller is interrupted
   */
  double[] score(String query, List<String> passages);

  @Override
  void close();
}
