package io.footnote.serve.engine.retrieve;

import io.footnote.index.fuse.Fusion;

/**
 * How to retrieve.
 *
 * @param depth candidates taken from each leg of each collection; never depends on how many results
 *     are wanted, or the ranking would change with the page size
 * @param fusion makes one ranking of both legs
 */
public record RetrievalProfile(int depth, Fusion fusion) {
  /** Deep enough that both legs usually know each other's best; cheap beside embedding. */
  public static final int DEFAULT_DEPTH = 200;

  public RetrievalProfile {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, but got: " + depth);
    }
  }
}
