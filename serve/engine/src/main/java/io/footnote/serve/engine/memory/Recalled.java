package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.model.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question continues.
 *
 * @param turns all that may be read now, oldest first
 * @param summary a model's summary of the first of them; null if none was made, or it may no longer
 *     be read
 * @param whole whether no turn was left out
 */
public record Recalled(List<Turn> turns, @Nullable Summary summary, boolean whole) {
  /** A conversation that has just begun. */
  public static final Recalled NOTHING = new Recalled(List.of(), null);

  public Recalled {
    turns = List.copyOf(turns);
  }

  /** A conversation of which nothing was left out. */
  public Recalled(List<Turn> turns, @Nullable Summary summary) {
    this(turns, summary, /* whole= */ true);
  }
}
