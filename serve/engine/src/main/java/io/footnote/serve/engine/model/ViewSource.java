package io.footnote.serve.engine.model;

import io.footnote.index.model.Principal;
import java.util.List;

/** Leases views of collections. Thread-safe. */
@FunctionalInterface
public interface ViewSource {

  /**
   * One view of each collection, in that order, to be closed by the caller.
   *
   * @throws NotFoundException if there is no such collection
   */
  LeasedViews lease(Principal principal, List<String> collections);
}
