package io.footnote.serve.engine.route;

import io.footnote.serve.engine.model.CollectionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which collections are asked, by how likely the words of a question are in the passages that each
 * of them shows to whoever asks: P(word | collection), smoothed by the mean of all collections (Si,
 * Jin, Callan and Ogilvie, "A language modeling framework for resource selection and results
 * merging", CIKM 2002). Counts visible passages alone, so what somebody may not see has no say.
 * Pure.
 *
 * @param views those that are asked
 * @param why for people
 */
record CollectionChoice(List<CollectionView> views, String why) {
  /** Weight of a collection itself against the mean of all. */
  private static final double OWN = 0.5;

  /**
   * A collection is left out when the best one is a hundred times as likely. Of 984 questions of
   * four collections (SciFact, Cranfield, ClapNQ, MTRAG-UN) all but one in 300 are then asked of
   * their own; of ClapNQ and MTRAG, which are both about everything, most others are asked as well.
   */
  private static final double FARTHEST = Math.log(100);

  /** Words of a long text beyond these do not change its subject. */
  private static final int MOST_WORDS = 32;

  /**
   * @param about the question, and whatever else will be searched for
   */
  static CollectionChoice of(RouteRequest request, String about) {
    List<CollectionView> asked =
        request.views().stream()
            .filter(view -> request.filter() == null || view.view().count(request.filter()) > 0)
            .toList();
    if (asked.size() < 2) {
      return asked.isEmpty()
          ? new CollectionChoice(request.views(), "the filter leaves no document")
          : new CollectionChoice(asked, "no other has documents to search");
    }
    Set<String> words =
        request.terms().distinct(about).stream().limit(MOST_WORDS).collect(Collectors.toSet());
    Map<CollectionView, Double> likely = likelihoods(shares(asked, words, request), words);
    double best = likely.values().stream().mapToDouble(one -> one).max().orElse(0);
    List<CollectionView> chosen =
        asked.stream().filter(view -> likely.getOrDefault(view, best) >= best - FARTHEST).toList();
    return new CollectionChoice(
        chosen,
        asked.stream()
            .map(view ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f",
                    view.collection(),
                    likely.getOrDefault(view, best) - best))
            .collect(Collectors.joining(", ", "log likelihood below the best: ", "")));
  }

  /** In which share of its visible passages each collection has each word. */
  private static Map<CollectionView, Map<String, Double>> shares(
      List<CollectionView> views, Set<String> words, RouteRequest request) {
    Map<CollectionView, Map<String, Double>> shares = new LinkedHashMap<>();
    for (CollectionView view : views) {
      long chunks = Math.max(1, view.view().counts().chunks());
      Map<String, Double> ofView = new HashMap<>();
      view.view()
          .frequencies(words, request.filter())
          .forEach((word, frequency) -> ofView.put(word, (double) frequency / chunks));
      shares.put(view, ofView);
    }
    return shares;
  }

  private static Map<CollectionView, Double> likelihoods(
      Map<CollectionView, Map<String, Double>> shares, Set<String> words) {
    Map<CollectionView, Double> likely = new HashMap<>();
    for (String word : words.stream().sorted().toList()) { // sums do not depend on an order then
      List<Double> all = new ArrayList<>();
      shares.values().forEach(ofView -> all.add(ofView.getOrDefault(word, 0.0)));
      double mean = all.stream().mapToDouble(one -> one).average().orElse(0);
      if (mean > 0) {
        shares.forEach((view, ofView) ->
            likely.merge(
                view,
                Math.log(OWN * ofView.getOrDefault(word, 0.0) + (1 - OWN) * mean),
                Double::sum));
      }
    }
    return likely;
  }
}
