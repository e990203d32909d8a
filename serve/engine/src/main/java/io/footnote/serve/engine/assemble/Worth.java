package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.SearchResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order passages are taken as long as there is room. What counts is the rank; an authority
 * (metadata {@code authority}, a number from 0 to 1, .5 if there is none), a date of change close
 * to the newest, and a document that nothing was taken of yet move a passage some ranks.
 */
final class Worth {
  private static final double USUAL_AUTHORITY = 0.5;
  private static final double AUTHORITY_WEIGHT = 0.3;
  private static final double FRESHNESS_WEIGHT = 0.1;
  private static final double HALF_LIFE_DAYS = Duration.ofDays(2 * 365).toDays();

  /** What each passage of a document that was taken leaves of the worth of the others. */
  private static final double REPEATED = 0.9;

  private final List<SearchResult> ranked;
  private final Map<String, Instant> modified = new HashMap<>();
  private final Instant newest;

  /**
   * @param ranked best first
   */
  Worth(List<SearchResult> ranked, Shelf shelf) {
    this.ranked = ranked;
    ranked.stream()
        .map(SearchResult::documentId)
        .distinct()
        .forEach(id -> shelf.modified(id).ifPresent(at -> modified.put(id, at)));
    newest = modified.values().stream().max(Comparator.naturalOrder()).orElse(Instant.MAX);
  }

  /** All passages, in the order in which they are taken. */
  List<SearchResult> order() {
    Map<SearchResult, Double> worth = new HashMap<>();
    for (int i = 0; i < ranked.size(); i++) {
      SearchResult passage = ranked.get(i);
      double byRank = (double) (ranked.size() - i) / ranked.size();
      worth.put(passage, byRank * authority(passage) * freshness(passage));
    }
    List<SearchResult> left = new ArrayList<>(ranked);
    List<SearchResult> order = new ArrayList<>();
    while (!left.isEmpty()) {
      SearchResult next = left.stream().max(Comparator.comparingDouble(worth::get)).orElseThrow();
      left.remove(next);
      order.add(next);
      left.stream()
          .filter(passage -> passage.documentId().equals(next.documentId()))
          .forEach(passage -> worth.merge(passage, REPEATED, (a, b) -> a * b));
    }
    return order;
  }

  private static double authority(SearchResult passage) {
    double authority = Authority.of(passage).orElse(USUAL_AUTHORITY);
    return 1 + AUTHORITY_WEIGHT * (authority - USUAL_AUTHORITY);
  }

  private double freshness(SearchResult passage) {
    Instant at = modified.getOrDefault(passage.documentId(), newest);
    double days = Duration.between(at, newest).toDays();
    return 1 - FRESHNESS_WEIGHT * (1 - Math.pow(2, -days / HALF_LIFE_DAYS));
  }
}
