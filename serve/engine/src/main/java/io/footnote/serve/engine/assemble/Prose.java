package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes of passages what a language model reads: everything, if the documents are so few that they
 * fit; neighbours, and what stands between two of them, as one passage; the best first and the next
 * best last, since models overlook what stands in the middle (Liu et al., "Lost in the Middle",
 * TACL 2024).
 */
final class Prose {
  /** Prose has four to five characters to a token; what may fit is counted by the reader. */
  private static final long MOST_CHARACTERS_PER_TOKEN = 6;

  private final Reader reader;
  private final Shelf shelf;

  Prose(Reader reader, Shelf shelf) {
    this.reader = reader;
    this.shelf = shelf;
  }

  /**
   * @param taken best first, within the budget
   */
  List<Passage> of(List<SearchResult> taken) {
    if (taken.isEmpty()) {
      return List.of();
    }
    List<SearchResult> ranked = everything(taken);
    List<Run> runs = new ArrayList<>();
    int left = reader.budget() - tokens(ranked);
    for (List<SearchResult> ofDocument : byDocument(ranked)) {
      Runs joined = new Runs(reader, shelf, ranked, left);
      runs.addAll(joined.of(ofDocument));
      left = joined.left();
    }
    runs.sort(Comparator.comparingInt(Run::rank));
    List<Passage> passages = new ArrayList<>();
    runs.forEach(run -> passages.add(run.passage(passages.size() + 1)));
    return bestAtTheEnds(passages);
  }

  /** The passages taken, and all others if the budget holds them. */
  private List<SearchResult> everything(List<SearchResult> taken) {
    return shelf
        .everything(reader.budget() * MOST_CHARACTERS_PER_TOKEN)
        .map(all -> {
          Map<String, SearchResult> byId = new LinkedHashMap<>();
          taken.forEach(passage -> byId.put(passage.chunkId(), passage));
          all.stream()
              .filter(reader.mayRead())
              .forEach(passage -> byId.putIfAbsent(passage.chunkId(), passage));
          return List.copyOf(byId.values());
        })
        .filter(all -> tokens(all) <= reader.budget())
        .orElse(taken);
  }

  private int tokens(List<SearchResult> passages) {
    return passages.stream().mapToInt(reader::tokensOf).sum();
  }

  private static Collection<List<SearchResult>> byDocument(List<SearchResult> ranked) {
    Map<String, List<SearchResult>> byDocument = new LinkedHashMap<>();
    ranked.forEach(passage ->
        byDocument
            .computeIfAbsent(passage.documentId(), document -> new ArrayList<>())
            .add(passage));
    return byDocument.values();
  }

  /** First, third, fifth … and at last the second. */
  private static List<Passage> bestAtTheEnds(List<Passage> ranked) {
    List<Passage> front = new ArrayList<>();
    Deque<Passage> back = new ArrayDeque<>();
    for (int i = 0; i < ranked.size(); i++) {
      if (i % 2 == 0) {
        front.add(ranked.get(i));
      } else {
        back.addFirst(ranked.get(i));
      }
    }
    front.addAll(back);
    return front;
  }
}
