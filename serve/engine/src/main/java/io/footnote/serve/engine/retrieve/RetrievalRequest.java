package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.Filter;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.Rerank;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to retrieve.
 *
 * @param text the question; its words are what results highlight
 * @param parts what is searched for: the question, first, and what belongs to it
 * @param topK results wanted
 * @param rerank whether a reranker reorders the best candidates
 * @param deduplicate whether a passage that several documents hold is shown once
 * @param explain how much results say of why they stand where they do
 */
public record RetrievalRequest(
    String text,
    List<QueryPart> parts,
    SearchMode mode,
    Profile profile,
    int topK,
    @Nullable Filter filter,
    Rerank rerank,
    boolean deduplicate,
    Explain explain) {
  public RetrievalRequest {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there must be something to search for");
    }
  }

  /** The same in another mode. */
  RetrievalRequest in(SearchMode other) {
    return new RetrievalRequest(
        text, parts, other, profile, topK, filter, rerank, deduplicate, explain);
  }

  /** The passages from which a question is answered, or an answer to it checked. */
  public static RetrievalRequest forAnswering(
      String question, List<QueryPart> parts, int topK, @Nullable Filter filter) {
    return new RetrievalRequest(
        question,
        parts,
        SearchMode.HYBRID,
        Profile.BALANCED,
        topK,
        filter,
        Rerank.IF_CONFIGURED,
        /* deduplicate= */ false,
        Explain.NOTHING);
  }

  /** How much is explained. */
  public enum Explain {
    NOTHING,
    RANKS_AND_PARTS,
    /** Also what each term adds, which is for operators. */
    TERMS
  }
}
