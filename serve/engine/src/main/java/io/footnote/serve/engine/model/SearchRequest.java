package io.footnote.serve.engine.model;

import io.footnote.index.model.Filter;
import io.footnote.index.model.SearchMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search.
 *
 * @param query free text of any length, not blank
 * @param collections at least one, without duplicates
 * @param topK results wanted, 1 to {@value #MAX_TOP_K}
 * @param filter what documents must satisfy
 * @param rerank whether a reranker reorders the best candidates
 * @param deduplicate whether a passage that several documents hold is shown once
 * @param explain whether results say why they stand where they do
 * @param history the conversation that the query continues, oldest first; empty for none
 */
public record SearchRequest(
    String query,
    List<String> collections,
    SearchMode mode,
    Profile profile,
    int topK,
    @Nullable Filter filter,
    Rerank rerank,
    boolean deduplicate,
    boolean explain,
    List<Turn> history) {
  public static final int MAX_TOP_K = 1000;
  public static final int DEFAULT_TOP_K = 10;

  public SearchRequest {
    if (query.isBlank()) {
      throw InvalidRequestException.of("query", "query must not be empty");
    }
    Requests.checkTopK(topK);
    collections = Requests.checkCollections(collections);
    history = List.copyOf(history);
  }

  /**
   * Reranked if a reranker is configured, with every document's passages, and without a
   * conversation.
   */
  public SearchRequest(
      String query,
      List<String> collections,
      SearchMode mode,
      Profile profile,
      int topK,
      @Nullable Filter filter,
      boolean explain) {
    this(
        query,
        collections,
        mode,
        profile,
        topK,
        filter,
        Rerank.IF_CONFIGURED,
        /* deduplicate= */ false,
        explain,
        List.of());
  }

  /** A hybrid search of one collection with default settings. */
  public static SearchRequest of(String collection, String query) {
    return new SearchRequest(
        query,
        List.of(collection),
        SearchMode.HYBRID,
        Profile.BALANCED,
        DEFAULT_TOP_K,
        null,
        false);
  }
}
