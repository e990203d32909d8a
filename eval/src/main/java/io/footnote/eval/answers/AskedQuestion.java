package io.footnote.eval.answers;

import io.footnote.eval.answers.PlantedError.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one question went.
 *
 * @param answerable whether the documents hold an answer
 * @param confidence that they do, as Footnote put it
 * @param declined whether no answer was shown
 * @param selections of Footnote and of the baselines, where gold sentences are known
 * @param checks of its answers, unchanged and with errors
 */
public record AskedQuestion(
    String id,
    String text,
    boolean answerable,
    double confidence,
    boolean declined,
    Map<Selector, Selection> selections,
    List<Check> checks) {
  public AskedQuestion {
    selections = Map.copyOf(selections);
    checks = List.copyOf(checks);
  }

  public Half half() {
    return Half.of(id);
  }

  /** Who chose sentences. */
  public enum Selector {
    /** Footnote's extractive answerer. */
    EXTRACTIVE,
    /** The first three sentences of the first passage. */
    FIRST_THREE,
    /** The best three sentences of all passages by BM25. */
    BM25
  }

  /** Who wrote what is checked. */
  public enum Author {
    EXTRACTIVE,
    /** The dataset's own answers, written by people. */
    FREE_FORM
  }

  /**
   * What became of an answer when it was checked.
   *
   * @param planted what is wrong with it; null if it is unchanged
   * @param found whether it was found wrong: the changed sentence, or any of an unchanged answer
   */
  public record Check(Author author, @Nullable Kind planted, String text, boolean found) {}
}
