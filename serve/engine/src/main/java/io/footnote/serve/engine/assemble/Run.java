package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import java.util.Comparator;
import java.util.List;

/**
 * Passages of a document that follow each other.
 *
 * @param parts in reading order
 * @param rank of the best of them
 * @param whole all of them as one, with what stands between them
 */
record Run(List<SearchResult> parts, int rank, SearchResult whole) {
  Run {
    parts = List.copyOf(parts);
  }

  /**
   * @param ranked passages of all documents, best first
   * @param text of the document; used if there are several parts
   */
  static Run of(List<SearchResult> parts, List<SearchResult> ranked, String text) {
    SearchResult best =
        parts.stream().min(Comparator.comparingInt(part -> rank(part, ranked))).orElseThrow();
    return new Run(parts, rank(best, ranked), parts.size() == 1 ? best : joined(parts, best, text));
  }

  Passage passage(int n) {
    return new Passage(n, whole, parts);
  }

  private static int rank(SearchResult part, List<SearchResult> ranked) {
    int rank = ranked.indexOf(part);
    return rank < 0 ? ranked.size() : rank;
  }

  private static SearchResult joined(List<SearchResult> parts, SearchResult best, String text) {
    SearchResult first = parts.getFirst();
    int end = parts.stream().mapToInt(SearchResult::charEnd).max().orElseThrow();
    return new SearchResult(
        best.chunkId(),
        best.documentId(),
        best.collection(),
        best.title(),
        best.source(),
        first.pageStart(),
        parts.getLast().pageEnd(),
        first.charStart(),
        end,
        parts.stream().map(SearchResult::headingPath).reduce(Run::commonStart).orElseThrow(),
        text.substring(first.charStart(), end),
        best.context(),
        List.of(),
        best.metadata(),
        best.score(),
        best.scores(),
        List.of(),
        null);
  }

  private static List<String> commonStart(List<String> a, List<String> b) {
    int length = 0;
    while (length < Math.min(a.size(), b.size()) && a.get(length).equals(b.get(length))) {
      length++;
    }
    return a.subList(0, length);
  }
}
