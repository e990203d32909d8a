package io.footnote.serve.engine.cache;

import io.footnote.index.model.Filter;
import io.footnote.index.model.PolicyIds;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All but the question that an answer depends on.
 *
 * @param shown what the asker's views show
 * @param answerer its name
 * @param prompt what it is told besides the question and the passages
 * @param conversation what was said before
 * @param summary of what was said before that; empty if there is none
 * @param remembered ids of remembered facts and instructions that it is made with
 */
public record Situation(
    List<Shown> shown,
    @Nullable Filter filter,
    String answerer,
    String prompt,
    int topK,
    int maxContextTokens,
    AnswerThresholds thresholds,
    List<Turn> conversation,
    String summary,
    List<String> remembered) {
  public Situation {
    remembered = List.copyOf(remembered);
    shown = List.copyOf(shown);
    conversation = List.copyOf(conversation);
  }

  /**
   * What a view shows of a collection: what it holds, and which of it may be seen.
   *
   * @param generation identifies what it holds
   */
  public record Shown(String collection, PolicyIds visible, long generation) {
    public static Shown by(CollectionView view) {
      return new Shown(view.collection(), view.view().visible(), view.view().generation());
    }
  }

  /** The same, whatever the collections hold. */
  Situation ofAnyGeneration() {
    return new Situation(
        shown.stream().map(one -> new Shown(one.collection, one.visible, 0)).toList(),
        filter,
        answerer,
        prompt,
        topK,
        maxContextTokens,
        thresholds,
        conversation,
        summary,
        remembered);
  }

  boolean reads(String collection) {
    return shown.stream().anyMatch(one -> one.collection.equals(collection));
  }
}
