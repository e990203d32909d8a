package io.footnote.serve.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.footnote.index.InvalidFilterException;
import io.footnote.index.model.Filter;
import io.footnote.serve.server.json.FilterJson;
import io.footnote.serve.server.json.Json;

/** Filters as people write them. */
final class Filters {
  private Filters() {}

  static Filter parse(String text) {
    try {
      return FilterJson.read(Json.mapper().readTree(text));
    } catch (JsonProcessingException e) {
      throw new InvalidFilterException("not a filter: " + text);
    }
  }
}
