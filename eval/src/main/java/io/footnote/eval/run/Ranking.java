package io.footnote.eval.run;

import io.footnote.eval.dataset.DocumentNames;
import io.footnote.eval.dataset.PageKey;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Passages as a ranking of what they come from: a document and a page score as their best passage,
 * equal scores are ordered by name. What a reranker judged stands before what it did not. A passage
 * over several pages stands for each of them.
 *
 * @param documents distinct, best first
 * @param pages distinct, best first
 */
record Ranking(List<String> documents, List<PageKey> pages) {

  static Ranking of(List<SearchResult> results, DocumentNames names) {
    record Named(String document, SearchResult result) {}
    List<Named> sorted = new ArrayList<>();
    for (SearchResult result : results) {
      sorted.add(new Named(names.nameOf(result.source()), result));
    }
    sorted.sort(
        Comparator.comparing((Named named) -> named.result().scores().rerank() == null)
            .thenComparingDouble(named -> -named.result().score())
            .thenComparing(Named::document));
    Set<String> documents = new LinkedHashSet<>();
    Set<PageKey> pages = new LinkedHashSet<>();
    for (Named named : sorted) {
      documents.add(named.document());
      int last = Math.max(named.result().pageStart(), named.result().pageEnd());
      for (int page = named.result().pageStart(); page <= last; page++) {
        pages.add(new PageKey(named.document(), page));
      }
    }
    return new Ranking(List.copyOf(documents), List.copyOf(pages));
  }
}
