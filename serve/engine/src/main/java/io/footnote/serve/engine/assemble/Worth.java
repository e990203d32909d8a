package io.footnote.serve.engine.assemble;

import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.serve.engine.model.SearchResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which order passages are taken as long as there is room. What counts is the rank; an authority
 * (metadata {@code authority}, a number from 0 to 1, .5 if there is none), a date of change close
 * to the newest, and a document that nothing was taken of yet move a passage some ranks.
 */
final class Worth {
  private static final String AUTHORITY = "authority";
  private static final double USUAL_AUTHORITY = 0.5;
  private static final double AUTHORITY_WEIGHT = 0.3;
  private static final double FRESHNESS_WEIGHT = 0.1;
  private static final double HALF_LIFE_DAYS = Duration.ofDays(2 * 365).toDays();

  /** What each passage of a document that was taken leaves of the worth of the others. */
  private static final double REPEATED = 0.9;

  private final List<SearchResult> ranked;
  private final Map<String, DocumentRecord> documents = new HashMap<>();
  private final @Nullable Instant newest;

  /**
   * @param ranked best first
   */
  Worth(List<SearchResult> ranked, Shelf shelf) {
    this.ranked = ranked;
    ranked.forEach(passage ->
        shelf
            .document(passage.documentId())
            .ifPresent(document -> documents.put(passage.documentId(), document)));
    newest =
        documents.values().stream()
            .map(DocumentRecord::modified)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
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
    double authority =
        passage.metadata().getOrDefault(AUTHORITY, List.of()).stream()
            .filter(MetadataValue.Numeric.class::isInstance)
            .mapToDouble(value -> ((MetadataValue.Numeric) value).value())
            .findFirst()
            .orElse(USUAL_AUTHORITY);
    return 1 + AUTHORITY_WEIGHT * (Math.clamp(authority, 0.0, 1.0) - USUAL_AUTHORITY);
  }

  private double freshness(SearchResult passage) {
    return Optional.ofNullable(documents.get(passage.documentId()))
        .map(DocumentRecord::modified)
        .map(this::freshness)
        .orElse(1.0);
  }

  private double freshness(Instant modified) {
    double days = Duration.between(modified, Objects.requireNonNull(newest)).toDays();
    return 1 - FRESHNESS_WEIGHT * (1 - Math.pow(2, -days / HALF_LIFE_DAYS));
  }
}
