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
 * @param caveats sentences on documents that may be meant and are not among them
 */
record Selection(@Nullable Filter filter, List<String> unknown, List<String> caveats) {
  Selection {
    unknown = List.copyOf(unknown);
    caveats = List.copyOf(caveats);
  }

  boolean isExact() {
    return unknown.isEmpty();
  }
}
