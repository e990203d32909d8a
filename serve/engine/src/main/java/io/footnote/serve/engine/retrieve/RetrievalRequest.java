package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.Filter;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.QueryPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to retrieve.
 *
 * @param text the question; its words are what results highlight
 * @param parts what is searched for: the question, first, and what belongs to it
 * @param topK results wanted
 * @param explain how much results say of why they stand where they do
 */
public record RetrievalRequest(
    String text,
    List<QueryPart> parts,
    SearchMode mode,
    Profile profile,
    int topK,
    @Nullable Filter filter,
    Explain explain) {
  public RetrievalRequest {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there must be something to search for");
    }
  }

  /** How much is explained. */
  public enum Explain {
    NOTHING,
    RANKS_AND_PARTS,
    /** Also what each term adds, which is for operators. */
    TERMS
  }
}
