package io.footnote.serve.engine.route;

import io.footnote.index.model.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as a filter.
 *
 * @param filter null for all documents
 * @param unknown what metadata does not tell, for people; if there is any, the filter is not what
 *     was asked for
 */
record Selection(@Nullable Filter filter, List<String> unknown) {
  Selection {
    unknown = List.copyOf(unknown);
  }

  boolean isExact() {
    return unknown.isEmpty();
  }
}
