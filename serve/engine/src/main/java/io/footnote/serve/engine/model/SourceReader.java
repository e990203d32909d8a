package io.footnote.serve.engine.model;

import io.footnote.index.model.Principal;
import java.util.Set;

/** Knows which documents, and which remembered facts, somebody may read now. Thread-safe. */
@FunctionalInterface
public interface SourceReader {

  /** Those of {@code sources} that exist and that {@code principal} may read. */
  Set<Source> readable(Principal principal, Set<Source> sources);
}
