package io.footnote.eval.run;

import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Profile;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to evaluate.
 *
 * @param modes at least one; measured in the order of {@link #ORDER}
 * @param profile how hybrid search ranks
 * @param rewriter who finds out what follow-ups ask for; null for who is configured
 * @param rerank whether the configured reranker reorders the best candidates
 * @param deduplicate whether a passage that several documents hold is shown once
 * @param limit queries at most, the first of the dataset; {@link Integer#MAX_VALUE} for all
 * @param work folder that keeps an index for each dataset
 * @param fresh whether to forget the index and every vector of an earlier run
 */
public record EvaluationOptions(
    Set<SearchMode> modes,
    Profile profile,
    @Nullable String rewriter,
    boolean rerank,
    boolean deduplicate,
    int limit,
    Path work,
    boolean fresh) {
  /** From the simplest to the one that is used by default. */
  public static final List<SearchMode> ORDER =
      List.of(SearchMode.LEXICAL, SearchMode.SEMANTIC, SearchMode.HYBRID);

  public EvaluationOptions {
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("at least one mode is needed");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, but got: " + limit);
    }
    Objects.requireNonNull(work);
    modes = Set.copyOf(EnumSet.copyOf(modes));
  }

  /** The modes in the order they are measured and shown. */
  public List<SearchMode> orderedModes() {
    return ORDER.stream().filter(modes::contains).toList();
  }
}
