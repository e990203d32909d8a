package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.Passage;
import java.util.List;

/**
 * What an answerer may read.
 *
 * @param passages best first, numbered from 1
 * @param tokens tokens they take, counted as {@link TokenBudget} does
 * @param dropped passages left out and why
 */
public record Context(List<Passage> passages, int tokens, List<Dropped> dropped) {
  public Context {
    passages = List.copyOf(passages);
    dropped = List.copyOf(dropped);
  }
}
