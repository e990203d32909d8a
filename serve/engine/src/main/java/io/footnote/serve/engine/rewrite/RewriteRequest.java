package io.footnote.serve.engine.rewrite;

import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What to rewrite.
 *
 * @param question the last turn, not blank
 * @param history the turns before it, oldest first
 * @param terms tells which words carry meaning
 * @param mask applied to all that leaves the process
 * @param unmask undoes it
 * @param boundary letters and digits that cannot be guessed
 */
public record RewriteRequest(
    String question,
    List<Turn> history,
    Terms terms,
    UnaryOperator<String> mask,
    UnaryOperator<String> unmask,
    String boundary) {
  public RewriteRequest {
    history = List.copyOf(history);
  }
}
