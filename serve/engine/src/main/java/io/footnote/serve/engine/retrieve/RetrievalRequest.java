package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.Filter;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import org.jspecify.annotations.Nullable;

/**
 * What to retrieve.
 *
 * @param topK results wanted
 * @param rerank whether a reranker reorders the best candidates
 * @param deduplicate whether a passage that several documents hold is shown once
 * @param explain how much results say of why they stand where they do
 */
public record RetrievalRequest(
    String text,
    SearchMode mode,
    Profile profile,
    int topK,
    @Nullable Filter filter,
    Rerank rerank,
    boolean deduplicate,
    Explain explain) {

  /** How much is explained. */
  public enum Explain {
    NOTHING,
    RANKS_AND_PARTS,
    /** Also what each term adds, which is for operators. */
    TERMS
  }
}
