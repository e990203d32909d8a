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
 * @param sources documents that the turns take from
 * @param whole whether no turn was left out
 */
public record Recalled(
    List<Turn> turns, @Nullable Summary summary, Set<Source> sources, boolean whole) {
  /** A conversation that has just begun. */
  public static final Recalled NOTHING = new Recalled(List.of(), null);

  public Recalled {
    turns = List.copyOf(turns);
    sources = Set.copyOf(sources);
  }

  /** All turns of a conversation, of which it is not known what they take from. */
  public Recalled(List<Turn> turns, @Nullable Summary summary) {
    this(turns, summary, Set.of(), /* whole= */ true);
  }
}
