package io.footnote.serve.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a search ranks a document, or at which stage it lost it.
 *
 * @param title of the document
 * @param reason one sentence, for people
 * @param remedy what would bring it in, or nothing to mend; one sentence
 * @param rank among all ranked candidates from 1, by the document's best passage; null if none of
 *     its passages was a candidate
 * @param score of that passage, what results are ordered by; null likewise
 * @param legs of those that ran, and in which the document stands
 * @param context whether an answer would read it; null unless that was asked for and it is among
 *     the results
 */
public record SearchExplanation(
    String documentId,
    String title,
    Stage stage,
    String reason,
    String remedy,
    @Nullable Integer rank,
    @Nullable Double score,
    List<LegPlace> legs,
    @Nullable ContextPlace context,
    String traceId) {
  public SearchExplanation {
    legs = List.copyOf(legs);
  }

  /** This with the document's place in the context of an answer. */
  public SearchExplanation withContext(ContextPlace place) {
    return new SearchExplanation(
        documentId, title, stage, reason, remedy, rank, score, legs, place, traceId);
  }

  /** How far the document came. */
  public enum Stage {
    /** It is among the results. */
    RETURNED,
    /** The person searching may not read it; only operators are told. */
    NOT_PERMITTED,
    /** It does not satisfy the filter. */
    FILTERED,
    /** No leg had one of its passages among its candidates. */
    BELOW_DEPTH,
    /** It was a candidate, but others were better. */
    BELOW_TOP_K,
    /** Fusion had it among the results, but the reranker found others better. */
    RERANKED_OUT,
    /** A better passage of another document says the same and stands for it. */
    DEDUPLICATED,
    /** It is among the results, but not in the context of an answer. */
    OVER_BUDGET
  }

  /**
   * The document in what an answerer would read.
   *
   * @param position number of its best passage there, from 1; null if none is in it
   * @param passages how many passages are in it
   * @param tokens tokens they take
   * @param budget tokens they may take
   * @param dropped why its best passage is not in it; null if it is
   */
  public record ContextPlace(
      @Nullable Integer position, int passages, int tokens, int budget, @Nullable String dropped) {}

  /**
   * The document's best passage in a leg.
   *
   * @param leg {@code lexical} or {@code semantic}
   * @param score BM25 or cosine
   * @param rank among all passages that the search may find, exactly counted, from 1
   * @param depth how many candidates the leg gives
   */
  public record LegPlace(String leg, String chunkId, double score, long rank, int depth) {}
}
