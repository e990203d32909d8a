package io.footnote.serve.server.json;

import io.footnote.index.FilterJson;
import io.footnote.index.FilterText;
import io.footnote.index.model.Filter;

/** Filters in either form of the filter language. */
public final class Filters {
  private Filters() {}

  /**
   * Reads a filter: JSON if it is an object, text otherwise.
   *
   * @throws io.footnote.index.InvalidFilterException if it is neither
   */
  public static Filter parse(String filter) {
    return filter.stripLeading().startsWith("{")
        ? FilterJson.parse(filter)
        : FilterText.parse(filter);
  }
}
