package io.footnote.serve.engine.model;

import java.util.List;

/**
 * One sentence of an answer.
 *
 * @param text without footnote marks
 * @param citations numbers of the citations that support it
 * @param supported whether a passage supports it; false is shown to the reader
 */
public record AnswerSentence(String text, List<Integer> citations, boolean supported) {
  public AnswerSentence {
    citations = List.copyOf(citations);
  }
}
