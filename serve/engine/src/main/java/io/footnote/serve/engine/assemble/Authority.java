package io.footnote.serve.engine.assemble;

import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.MetadataValue.Numeric;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How much a document is to be relied on, from its metadata. */
public final class Authority {
  private static final String KEY = "authority";

  private Authority() {}

  /** From 0 to 1; empty if nothing is said of it. */
  public static OptionalDouble of(SearchResult passage) {
    return passage.metadata().getOrDefault(KEY, List.of()).stream()
        .filter(Numeric.class::isInstance)
        .mapToDouble(value -> Math.clamp(((Numeric) value).value(), 0.0, 1.0))
        .findFirst();
  }

  /** Metadata that says so. */
  public static Map<String, List<MetadataValue>> metadata(double authority) {
    return Map.of(KEY, List.of(new Numeric(authority)));
  }
}
