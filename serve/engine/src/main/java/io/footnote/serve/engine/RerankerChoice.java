package io.footnote.serve.engine;

import io.footnote.embed.Reranker;
import java.util.function.Supplier;

/**
 * A reranker and how it is used.
 *
 * @param opener loads the model; asked at most once, by the first search that needs it
 * @param depth how many of the best candidates it judges, 1 to {@value #MAX_DEPTH}
 */
public record RerankerChoice(Supplier<Reranker> opener, int depth) {
  /** A page of results and then some: a cross-encoder takes as long for each as an embedder. */
  public static final int DEFAULT_DEPTH = 50;

  public static final int MAX_DEPTH = 400;

  public RerankerChoice {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "depth must be between 1 and %d, but got: %d".formatted(MAX_DEPTH, depth));
    }
  }
}
