package io.footnote.eval.metric;

import io.footnote.eval.dataset.PageKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One ranking and what was judged for its query.
 *
 * @param documents distinct documents, best first
 * @param pages distinct pages, best first
 * @param relevance grade by document; positive grades are relevant
 * @param evidence pages that hold evidence; empty if pages were not judged
 */
public record Judged(
    List<String> documents,
    List<PageKey> pages,
    Map<String, Integer> relevance,
    Set<PageKey> evidence) {
  public Judged {
    documents = List.copyOf(new LinkedHashSet<>(documents));
    pages = List.copyOf(new LinkedHashSet<>(pages));
    relevance = Map.copyOf(relevance);
    evidence = Set.copyOf(evidence);
  }

  /** Grade of a document as gain: 0 where it is not relevant or was not judged. */
  int gain(String document) {
    return Math.max(0, relevance.getOrDefault(document, 0));
  }

  /** Documents with a positive grade. */
  public Set<String> relevant() {
    return relevance.keySet().stream()
        .filter(document -> gain(document) > 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  int relevantDocuments() {
    return relevant().size();
  }

  /** Rank, from 1, of the first relevant document; 0 if none was found. */
  public int firstDocument() {
    for (int i = 0; i < documents.size(); i++) {
      if (gain(documents.get(i)) > 0) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Rank, from 1, of the first page with evidence among distinct pages; 0 if none was found. */
  public int firstPage() {
    for (int i = 0; i < pages.size(); i++) {
      if (evidence.contains(pages.get(i))) {
        return i + 1;
      }
    }
    return 0;
  }
}
