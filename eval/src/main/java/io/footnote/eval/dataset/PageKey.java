package io.footnote.eval.dataset;

import java.util.Comparator;
import java.util.Objects;

/**
 * A page of a document.
 *
 * @param document name of the document in its dataset
 * @param page from 1; 0 where the format has no pages
 */
public record PageKey(String document, int page) implements Comparable<PageKey> {
  private static final Comparator<PageKey> ORDER =
      Comparator.comparing(PageKey::document).thenComparingInt(PageKey::page);

  public PageKey {
    Objects.requireNonNull(document);
    if (page < 0) {
      throw new IllegalArgumentException("page must be at least 0, but got: " + page);
    }
  }

  @Override
  public int compareTo(PageKey other) {
    return ORDER.compare(this, other);
  }
}
