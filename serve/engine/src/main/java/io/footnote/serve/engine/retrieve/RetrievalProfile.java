package io.footnote.serve.engine.retrieve;

import io.footnote.index.fuse.Fusion;
import io.footnote.serve.engine.model.Profile;
import org.jspecify.annotations.Nullable;

/**
 * How to retrieve. Feedback, adjacent support and smoothing need both legs; a search by one leg
 * alone skips them.
 *
 * @param depth candidates taken from each leg of each collection; never depends on how many results
 *     are wanted, or the ranking would change with the page size
 * @param fusion makes one ranking of both legs
 * @param feedback null to search once
 * @param adjacent null to leave passages of a document by themselves
 * @param smoothing null to leave fused scores as they are
 * @param reranks whether a configured reranker is used unless the request says otherwise
 */
record RetrievalProfile(
    int depth,
    Fusion fusion,
    @Nullable VectorFeedback feedback,
    @Nullable AdjacentSupport adjacent,
    @Nullable NeighbourSmoothing smoothing,
    boolean reranks) {
  /** Deep enough that both legs usually know each other's best; cheap beside embedding. */
  static final int DEPTH = 200;

  /** Chosen on one half of four collections; {@code eval/bench/RETRIEVAL.md} has the other half. */
  private static final NeighbourSmoothing SMOOTHING = new NeighbourSmoothing(0.3, 5, 50, 0.02);

  private static final AdjacentSupport ADJACENT = new AdjacentSupport(0.2);

  private static final VectorFeedback FEEDBACK = new VectorFeedback(0.3, 3, 0.1);

  RetrievalProfile {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, but got: " + depth);
    }
  }

  static RetrievalProfile of(Profile profile, Fusion fusion) {
    return switch (profile) {
      case FAST -> new RetrievalProfile(DEPTH, fusion, null, null, null, false);
      case BALANCED -> new RetrievalProfile(DEPTH, fusion, null, ADJACENT, SMOOTHING, true);
      case ACCURATE -> new RetrievalProfile(DEPTH, fusion, FEEDBACK, ADJACENT, SMOOTHING, true);
    };
  }
}
