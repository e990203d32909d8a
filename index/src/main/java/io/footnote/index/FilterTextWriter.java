package io.footnote.index;

import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes filters as {@link FilterText} reads them. */
final class FilterTextWriter {
  private static final Set<String> WORDS = Set.of("and", "or", "not", "in");

  /** Magnitude below which whole doubles are exact, and written without a fraction. */
  private static final double EXACT = 1L << 53;

  private FilterTextWriter() {}

  static String write(Filter filter) {
    return switch (filter) {
      case Filter.Compare(Filter.Operator operator, String key, MetadataValue value) ->
          key(key) + " " + symbol(operator) + " " + value(value);
      case Filter.In(boolean negated, String key, List<MetadataValue> values) ->
          key(key)
              + (negated ? " not in " : " in ")
              + values.stream()
                  .map(FilterTextWriter::value)
                  .collect(Collectors.joining(", ", "(", ")"));
      case Filter.And(List<Filter> filters) -> group(filters, " and ");
      case Filter.Or(List<Filter> filters) -> group(filters, " or ");
    };
  }

  private static String group(List<Filter> filters, String word) {
    if (filters.isEmpty()) {
      throw new InvalidFilterException("a group of no filters cannot be written as text");
    }
    return filters.stream()
        .map(one -> isGroup(one) && filters.size() > 1 ? "(" + write(one) + ")" : write(one))
        .collect(Collectors.joining(word));
  }

  private static boolean isGroup(Filter filter) {
    return switch (filter) {
      case Filter.And _, Filter.Or _ -> true;
      case Filter.Compare _, Filter.In _ -> false;
    };
  }

  private static String symbol(Filter.Operator operator) {
    return switch (operator) {
      case EQ -> "=";
      case NE -> "!=";
      case GT -> ">";
      case GTE -> ">=";
      case LT -> "<";
      case LTE -> "<=";
    };
  }

  private static String key(String key) {
    boolean plain =
        !key.isEmpty()
            && key.chars().allMatch(FilterTokens::isWordPart)
            && !WORDS.contains(key.toLowerCase(Locale.ROOT));
    return plain ? key : quoted(key);
  }

  private static String value(MetadataValue value) {
    return switch (value) {
      case MetadataValue.Keyword(String text) -> quoted(text);
      case MetadataValue.Numeric(double number) ->
          number == Math.rint(number) && Math.abs(number) < EXACT
              ? Long.toString((long) number)
              : Double.toString(number);
      case MetadataValue.Date(Instant moment) -> moment(moment);
    };
  }

  private static String moment(Instant moment) {
    ZonedDateTime there = moment.atZone(ZoneOffset.UTC);
    boolean day = there.toLocalDate().atStartOfDay(ZoneOffset.UTC).equals(there);
    return day ? there.toLocalDate().toString() : moment.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
