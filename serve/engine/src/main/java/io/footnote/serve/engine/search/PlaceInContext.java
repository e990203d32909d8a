package io.footnote.serve.engine.search;

import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchExplanation.ContextPlace;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a document in the context of an answer. */
final class PlaceInContext {
  private PlaceInContext() {}

  /**
   * @param results what the context was assembled of
   * @return null if the document is not among the results
   */
  static @Nullable ContextPlace of(
      String documentId, List<SearchResult> results, Context context, int budget) {
    List<String> chunkIds =
        results.stream()
            .filter(result -> result.documentId().equals(documentId))
            .map(SearchResult::chunkId)
            .toList();
    if (chunkIds.isEmpty()) {
      return null;
    }
    Integer position =
        context.passages().stream()
            .filter(passage -> chunkIds.contains(passage.result().chunkId()))
            .map(Passage::n)
            .findFirst()
            .orElse(null);
    String dropped =
        position != null
            ? null
            : context.dropped().stream()
                .filter(one -> chunkIds.contains(one.id()))
                .map(Dropped::reason)
                .findFirst()
                .orElse(null);
    return new ContextPlace(position, context.passages().size(), context.tokens(), budget, dropped);
  }
}
