package io.footnote.embed;

import java.util.List;

/**
 * What {@link CachingEmbedder#embed} returned and what it cost.
 *
 * @param embeddings one for each passage, in the order asked
 * @param embedded texts the model had to read
 * @param cached passages answered without the model: from the cache, or equal to another of the
 *     call
 */
public record CachedEmbeddings(List<Embedding> embeddings, int embedded, int cached) {
  public CachedEmbeddings {
    embeddings = List.copyOf(embeddings);
    if (embedded < 0 || cached < 0 || embedded + cached != embeddings.size()) {
      throw new IllegalArgumentException(
          "embedded and cached must add up to %d, but got: %d and %d"
              .formatted(embeddings.size(), embedded, cached));
    }
  }
}
