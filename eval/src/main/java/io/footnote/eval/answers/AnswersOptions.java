package io.footnote.eval.answers;

import io.footnote.eval.dataset.EvaluationDataset;
import java.nio.file.Path;
import java.util.List;

/**
 * How to measure answers.
 *
 * @param others datasets of other subjects, whose questions the documents cannot answer
 * @param limit questions of each dataset at most, the first; {@link Integer#MAX_VALUE} for all
 * @param seed of the planted errors
 * @param work folder that keeps an index for each dataset
 */
public record AnswersOptions(List<EvaluationDataset> others, int limit, long seed, Path work) {
  public AnswersOptions {
    others = List.copyOf(others);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, but got: " + limit);
    }
  }
}
