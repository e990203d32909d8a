package io.footnote.index.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a document stands in each leg by its best chunk there.
 *
 * @param matchesFilter whether the document satisfies the request's filter; if not, it stands in no
 *     leg
 * @param lexical null if the leg did not run, the filter excludes the document or no term matches
 * @param semantic null if the leg did not run or the filter excludes the document
 */
public record DocumentPlaces(
    boolean matchesFilter, @Nullable Place lexical, @Nullable Place semantic) {

  /**
   * A chunk's place in a leg.
   *
   * @param score BM25 or cosine
   * @param rank from 1; chunks of equal score are ordered by id
   */
  public record Place(String chunkId, double score, long rank) {}
}
