package io.footnote.serve.engine.text;

import io.footnote.index.ReadView;
import io.footnote.index.model.AnalyzedToken;
import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.CollectionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words and their weights as the leased collections see them. For the thread of one request.
 *
 * <p>Function and question words are left out by their written form, because analysis alone keeps
 * words such as {@code what} and {@code does}.
 */
public final class Terms {
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          ("a about after all also am an and any are as at be because been before being between"
                  + " both but by can could did do does doing done during each either else ever for"
                  + " from further get gets give given got had has have having he her here hers him"
                  + " his how i if in into is it its itself just let like list may me might mine more"
                  + " most much must my no nor not of off on once one only or other our ours out over"
                  + " own per please same shall she should so some such tell than that the their"
                  + " theirs them then there these they this those through to too under until up us"
                  + " very was we were what what's when where whether which while who whom whose why"
                  + " will with within without would you your yours s t explain describe many long"
                  + " often called name mean means meaning")
              .split(" "));

  private final List<ReadView> views;
  private final Map<String, Double> weights = new HashMap<>();
  private @Nullable Long chunks;

  public Terms(List<CollectionView> views) {
    this(views, Map.of(), null);
  }

  /**
   * Words as they were weighed before.
   *
   * @param known weights that are not asked of the collections again
   * @param chunks how many the collections had; null to ask them
   */
  public Terms(List<CollectionView> views, Map<String, Double> known, @Nullable Long chunks) {
    this.views = views.stream().map(CollectionView::view).toList();
    this.chunks = chunks;
    weights.putAll(known);
  }

  /** How many chunks of the collections can be seen. */
  public long chunks() {
    Long counted = chunks;
    if (counted == null) {
      counted = views.stream().mapToLong(view -> view.counts().chunks()).sum();
      chunks = counted;
    }
    return counted;
  }

  /** The weights that were asked for so far. */
  public Map<String, Double> weights() {
    return Map.copyOf(weights);
  }

  /** The words of {@code text} that carry meaning, in order. */
  public List<Term> of(String text) {
    if (views.isEmpty() || text.isBlank()) {
      return List.of();
    }
    List<Term> terms = new ArrayList<>();
    for (AnalyzedToken token : views.getFirst().analyze(text)) {
      if (carriesMeaning(token, text)) {
        terms.add(new Term(token.term(), token.span()));
      }
    }
    return terms;
  }

  /**
   * Where words of {@code text} have one of these analyzed forms, in order.
   *
   * @param terms as {@link #distinct} has them
   */
  public List<Span> occurrences(Set<String> terms, String text) {
    if (views.isEmpty() || terms.isEmpty()) {
      return List.of();
    }
    return views.getFirst().analyze(text, terms).stream()
        .filter(token -> carriesMeaning(token, text))
        .map(AnalyzedToken::span)
        .toList();
  }

  private static boolean carriesMeaning(AnalyzedToken token, String text) {
    String written = text.substring(token.span().start(), token.span().end());
    return !FUNCTION_WORDS.contains(written.toLowerCase(Locale.ROOT));
  }

  /** The distinct analyzed forms of {@link #of}, in order. */
  public Set<String> distinct(String text) {
    Set<String> terms = new LinkedHashSet<>();
    of(text).forEach(term -> terms.add(term.term()));
    return terms;
  }

  /**
   * Inverse document frequency; over several collections that of the one where the term is most
   * common.
   */
  public double weight(String term) {
    return weights.computeIfAbsent(
        term, t -> views.stream().mapToDouble(view -> view.idf(t)).min().orElse(0));
  }
}
