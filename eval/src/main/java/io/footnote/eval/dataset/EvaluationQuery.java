package io.footnote.eval.dataset;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.Turn;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A query and what it should find.
 *
 * @param id unique in its dataset
 * @param text what is searched for, not blank
 * @param principal who asks
 * @param answerable whether the documents the principal may read hold an answer
 * @param history the conversation that it continues, oldest turn first; empty for none
 * @param relevance grade by name of document; a grade of 0 or less means judged not relevant
 * @param pages pages that hold evidence; empty where the evidence names no page
 */
public record EvaluationQuery(
    String id,
    String text,
    Principal principal,
    boolean answerable,
    List<Turn> history,
    Map<String, Integer> relevance,
    Set<PageKey> pages) {
  public EvaluationQuery {
    Objects.requireNonNull(id);
    Objects.requireNonNull(principal);
    history = List.copyOf(history);
    if (text.isBlank()) {
      throw new IllegalArgumentException("the text of query '" + id + "' must not be empty");
    }
    relevance = Collections.unmodifiableMap(new TreeMap<>(relevance));
    pages = Collections.unmodifiableSet(new TreeSet<>(pages));
  }

  /** Whether it continues a conversation. */
  public boolean followUp() {
    return !history.isEmpty();
  }

  /** Whether anything counts as found for it; queries without are left out, as in trec_eval. */
  public boolean judged() {
    return relevance.values().stream().anyMatch(grade -> grade > 0);
  }
}
