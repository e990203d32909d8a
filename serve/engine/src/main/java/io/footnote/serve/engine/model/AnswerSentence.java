package io.footnote.serve.engine.model;

import java.util.List;

/**
 * One sentence of an answer.
 *
 * @param text without footnote marks
 * @param citations numbers of the citations that support it; of a contradicted sentence, those that
 *     contradict it; of an unchecked one, those that its writer named
 * @param supported whether a passage supports it; false is shown to the reader
 * @param support how it stands to the passages
 */
public record AnswerSentence(
    String text, List<Integer> citations, boolean supported, Support support) {
  public AnswerSentence {
    citations = List.copyOf(citations);
    if (supported != support.holds()) {
      throw new IllegalArgumentException(
          "supported must be " + support.holds() + " for " + support + ", but got: " + supported);
    }
  }

  public AnswerSentence(String text, List<Integer> citations, Support support) {
    this(text, citations, support.holds(), support);
  }
}
