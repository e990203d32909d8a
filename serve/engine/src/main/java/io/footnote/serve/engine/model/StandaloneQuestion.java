package io.footnote.serve.engine.model;

import java.util.Objects;

/**
 * A question with what it needs to be understood without its conversation.
 *
 * @param before what was asked before that it goes on with; empty if it needs nothing
 * @param turn what is asked now
 */
public record StandaloneQuestion(String before, String turn) {
  public StandaloneQuestion {
    Objects.requireNonNull(before);
    Objects.requireNonNull(turn);
  }

  /** What needs nothing. */
  public static StandaloneQuestion of(String text) {
    return new StandaloneQuestion("", text);
  }

  /** Both, in the order they were asked. */
  public String text() {
    return before.isEmpty() ? turn : before + " " + turn;
  }
}
