package io.footnote.serve.engine.model;

/** Receives the events of one answer, on the thread that asked. */
@FunctionalInterface
public interface AnswerListener {
  void on(AnswerEvent event);
}
