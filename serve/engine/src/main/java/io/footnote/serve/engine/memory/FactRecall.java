package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.text.TokenBudget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds the facts that may help with a question, as passages are found: by vectors, and by words
 * weighted by rarity. Compares the question with each of some hundred facts. Thread-safe.
 */
public final class FactRecall {
  /** Facts given to one answer at most. */
  static final int MOST = 5;

  /** A fact below this is about something else; chosen on half of the questions of a test. */
  static final double LEAST = 0.40;

  /** The weights by which the extractive answerer compares sentences with questions. */
  private static final double MEANING = 0.65;

  private static final double WORDS = 0.35;

  /** Weight added to every word, so that a word that every document holds still counts a little. */
  private static final double BASE_WEIGHT = 0.5;

  private final ScaledEmbedder model;
  private final FactVectors vectors;

  public FactRecall(StateDatabase database, ScaledEmbedder model) {
    this.model = model;
    this.vectors = new FactVectors(database, model);
  }

  /** Has what it needs of a new fact made, so that no question waits for it. */
  public void learn(MemoryItem fact) {
    List<float[]> _ = vectors.of(List.of(fact));
  }

  /**
   * Those that are near to a question, nearest first.
   *
   * @param facts for who asks
   * @param budget tokens that all may take together
   */
  public List<RecalledFact> recall(
      String question, Terms terms, List<MemoryItem> facts, int budget) {
    if (facts.isEmpty()) {
      return List.of();
    }
    List<float[]> known = vectors.of(facts);
    float[] asked = model.embedder().embedQuery(question).vector();
    Set<String> words = terms.distinct(question);
    List<RecalledFact> near = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      double cosine = CosineScale.dot(asked, known.get(i));
      double meaning = Math.clamp(model.scale().scaled(cosine), 0.0, 1.0);
      double said = share(words, terms.distinct(facts.get(i).text()), terms);
      double score = MEANING * meaning + WORDS * said;
      if (score >= LEAST) {
        near.add(new RecalledFact(facts.get(i), cosine, score));
      }
    }
    near.sort(
        Comparator.comparingDouble(RecalledFact::score)
            .reversed()
            .thenComparing(fact -> fact.fact().memoryId()));
    return within(budget, near.subList(0, Math.min(MOST, near.size())));
  }

  private static List<RecalledFact> within(int budget, List<RecalledFact> near) {
    List<RecalledFact> taken = new ArrayList<>();
    int left = budget;
    for (RecalledFact fact : near) {
      left -= TokenBudget.upperBound(fact.fact().text());
      if (left < 0) {
        break;
      }
      taken.add(fact);
    }
    return taken;
  }

  /** Share of the weight of a question's words that a fact has. */
  private static double share(Set<String> words, Set<String> held, Terms terms) {
    double total = 0;
    double found = 0;
    for (String word : words) {
      double weight = BASE_WEIGHT + terms.weight(word);
      total += weight;
      found += held.contains(word) ? weight : 0;
    }
    return total == 0 ? 0 : found / total;
  }
}
