package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.Turn;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a question continues.
 *
 * @param turns all that may be read now, oldest first
 * @param summary a model's summary of the first of them; null if none was made, or it may no longer
 *     be read
 * @param whole whether no turn was left out
 * @param sources documents that the turns take from
 */
public record Recalled(
    List<Turn> turns, @Nullable Summary summary, boolean whole, Set<Source> sources) {
  /** A conversation that has just begun. */
  public static final Recalled NOTHING = new Recalled(List.of(), null);

  public Recalled {
    turns = List.copyOf(turns);
    sources = Set.copyOf(sources);
  }

  /** A conversation of which nothing was left out and that takes from no document. */
  public Recalled(List<Turn> turns, @Nullable Summary summary) {
    this(turns, summary, /* whole= */ true, Set.of());
  }
}
