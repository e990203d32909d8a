package io.footnote.index.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What documents have under one key, which names metadata or a document's own field.
 *
 * @param keywords each text value with the number of documents that have it
 * @param numbers documents that have a number
 * @param dates documents that have a date
 */
public record Facet(String key, Map<String, Long> keywords, long numbers, long dates) {
  public Facet {
    keywords = Collections.unmodifiableMap(new TreeMap<>(keywords));
  }

  /** The same key of two sets of documents that share none. */
  public Facet and(Facet other) {
    Map<String, Long> sum = new TreeMap<>(keywords);
    other.keywords.forEach((value, documents) -> sum.merge(value, documents, Long::sum));
    return new Facet(key, sum, numbers + other.numbers, dates + other.dates);
  }
}
