package io.footnote.index.model;

/**
 * A half-open range of UTF-16 code units, as {@link String#substring(int, int)} takes it.
 *
 * @param start first, from 0
 * @param end one past the last
 */
public record Span(int start, int end) implements Comparable<Span> {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a span must satisfy 0 <= start <= end, but got: [" + start + ", " + end + ")");
    }
  }

  public int length() {
    return end - start;
  }

  @Override
  public int compareTo(Span other) {
    return start != other.start
        ? Integer.compare(start, other.start)
        : Integer.compare(end, other.end);
  }
}
