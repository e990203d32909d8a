package io.footnote.serve.engine.model;

import java.util.List;

/**
 * What happens while an answer is made, in this order: one {@link Retrieved}; then {@link Delta}s,
 * each {@link Cited} before the first delta that carries its mark; at last one {@link Done}. A
 * failure ends the sequence with an exception instead.
 */
public sealed interface AnswerEvent {

  /** The passages that may be used, best first. */
  record Retrieved(List<SearchResult> results) implements AnswerEvent {}

  /** More of the answer's text, footnote marks included. */
  record Delta(String text) implements AnswerEvent {}

  /** A new footnote. */
  record Cited(Citation citation) implements AnswerEvent {}

  /** The whole answer; its text is the deltas joined, unless checking changed it. */
  record Done(Answer answer) implements AnswerEvent {}
}
