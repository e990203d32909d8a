package io.footnote.serve.engine.model;

import io.footnote.index.model.Span;
import java.util.List;

/**
 * What an answer may use: a retrieved passage, or neighbouring ones as one.
 *
 * @param n its number in what the answerer reads, from 1
 * @param result what was retrieved; of neighbours, the best one with the text of all
 * @param parts the passages it is made of, in reading order; of a single one, itself
 */
public record Passage(int n, SearchResult result, List<SearchResult> parts) {
  public Passage {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a passage is made of at least one");
    }
  }

  /** A passage by itself. */
  public Passage(int n, SearchResult result) {
    this(n, result, List.of(result));
  }

  /** Whether it is a remembered fact, and of no document. */
  public boolean remembered() {
    return result.collection().equals(Source.MEMORY);
  }

  public String text() {
    return result.text();
  }

  /**
   * The part in which something begins that stands in {@link #text}; what stands between two parts
   * belongs to the first.
   */
  public SearchResult partOf(Span span) {
    int start = result.charStart() + span.start();
    SearchResult found = parts.getFirst();
    for (SearchResult part : parts) {
      if (part.charStart() <= start) {
        found = part;
      }
    }
    return found;
  }
}
