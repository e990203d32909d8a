package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.Turn;
import java.time.Instant;
import java.util.Set;

/**
 * A turn as it is kept.
 *
 * @param sources documents that an answer takes from; empty for a question
 */
record StoredTurn(Turn turn, Instant at, Set<Source> sources) {
  StoredTurn {
    sources = Set.copyOf(sources);
  }
}
