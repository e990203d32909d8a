package io.footnote.index.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** A typed metadata value; each kind can be filtered and counted. */
public sealed interface MetadataValue {

  /** What a value written as text means: a number as JSON writes it, or {@link #ofString}. */
  static MetadataValue read(String text) {
    return Numeric.WRITTEN.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))
        ? new Numeric(Double.parseDouble(text))
        : ofString(text);
  }

  /** What a string means: a day or a moment, if it is one, or else a keyword. */
  static MetadataValue ofString(String text) {
    return Date.parse(text).<MetadataValue>map(date -> date).orElseGet(() -> new Keyword(text));
  }

  /** An exact string, compared byte by byte. */
  record Keyword(String value) implements MetadataValue {
    public Keyword {
      Objects.requireNonNull(value);
    }
  }

  /** A finite number. */
  record Numeric(double value) implements MetadataValue {
    private static final Pattern WRITTEN =
        Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    public Numeric {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "a number in metadata must be finite, but got: " + value);
      }
    }
  }

  /** A moment, to the millisecond. */
  record Date(Instant value) implements MetadataValue {
    private static final Pattern WRITTEN =
        Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d.*)?");

    private static final int DAY_LENGTH = 10;

    /** A day ({@code 2024-12-31}, its first moment in UTC) or a moment with its zone (ISO 8601). */
    public static Optional<Date> parse(String text) {
      if (!WRITTEN.matcher(text).matches()) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Date(
                text.length() == DAY_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant()));
      } catch (DateTimeException e) {
        return Optional.empty(); // looks like a date but names no day, such as 2023-02-31
      }
    }

    public Date {
      Objects.requireNonNull(value);
    }
  }
}
