package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.UserProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Passages that who asks would rather have, a little higher: among those that were found, and never
 * past those of a kind that stands before them, as what a reranker judged does.
 *
 * @param user whom they are for
 * @param language of a passage's document, ISO 639-1
 */
public record Preference(UserProfile user, Function<SearchResult, String> language) {
  /** Of the way from the worst to the best passage: decides between good ones, not against them. */
  private static final double SOURCE = 0.2;

  /** More, because what one cannot read is no answer. */
  private static final double LANGUAGE = 0.3;

  /**
   * @param ranked best first
   * @return the same passages best first, with the scores that they stand by now
   */
  public List<SearchResult> order(List<SearchResult> ranked) {
    List<SearchResult> order = new ArrayList<>();
    order.addAll(raised(ranked.stream().filter(Preference::isJudged).toList()));
    order.addAll(raised(ranked.stream().filter(one -> !isJudged(one)).toList()));
    return order;
  }

  private List<SearchResult> raised(List<SearchResult> ranked) {
    double best = ranked.stream().mapToDouble(SearchResult::score).max().orElse(0);
    double worst = ranked.stream().mapToDouble(SearchResult::score).min().orElse(0);
    return ranked.stream()
        .map(one -> one.withScore(one.score() + (best - worst) * share(one)))
        .sorted(Comparator.comparingDouble(SearchResult::score).reversed()) // stable
        .toList();
  }

  private double share(SearchResult passage) {
    return (isPreferredSource(passage) ? SOURCE : 0)
        + (language.apply(passage).equals(user.language()) ? LANGUAGE : 0);
  }

  private boolean isPreferredSource(SearchResult passage) {
    String source = passage.source().toLowerCase(Locale.ROOT);
    return user.preferredSources().stream()
        .anyMatch(one ->
            one.equals(passage.collection()) || source.contains(one.toLowerCase(Locale.ROOT)));
  }

  private static boolean isJudged(SearchResult passage) {
    return passage.scores().rerank() != null;
  }

  /** What was preferred, for people. */
  public String summary(List<SearchResult> ranked) {
    long sources = ranked.stream().filter(this::isPreferredSource).count();
    String summary = "%d of %d passages from preferred sources".formatted(sources, ranked.size());
    if (user.language() == null) {
      return summary;
    }
    long readable =
        ranked.stream().filter(one -> language.apply(one).equals(user.language())).count();
    return summary + ", " + readable + " in " + user.languageName();
  }
}
