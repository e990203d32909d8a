package io.footnote.serve.engine.model;

import java.util.List;

/**
 * How each sentence of an answer stands to the documents.
 *
 * @param sentences in the order of the answer
 * @param citations what supports or contradicts them
 */
public record CheckedAnswer(
    List<AnswerSentence> sentences, List<Citation> citations, long tookMs, String traceId) {
  public CheckedAnswer {
    sentences = List.copyOf(sentences);
    citations = List.copyOf(citations);
  }
}
