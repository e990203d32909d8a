package io.footnote.index.model;

import java.time.Instant;
import java.util.Objects;

/** A typed metadata value; each kind can be filtered and counted. */
public sealed interface MetadataValue {

  /** An exact string, compared byte by byte. */
  record Keyword(String value) implements MetadataValue {
    public Keyword {
      Objects.requireNonNull(value);
    }
  }

  /** A finite number. */
  record Numeric(double value) implements MetadataValue {
    public Numeric {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "a number in metadata must be finite, but got: " + value);
      }
    }
  }

  /** A moment, to the millisecond. */
  record Date(Instant value) implements MetadataValue {
    public Date {
      Objects.requireNonNull(value);
    }
  }
}
