package io.footnote.index;

import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What both written forms of a filter say about values. */
final class FilterValues {
  /** Conditions within conditions; deeper filters are refused rather than overflow the stack. */
  static final int MAX_DEPTH = 32;

  private FilterValues() {}

  /** A day ({@code 2024-12-31}, its first moment in UTC) or a moment with its zone. */
  static Optional<Instant> date(String text) {
    return MetadataValue.Date.parse(text).map(MetadataValue.Date::value);
  }

  /** Whether only a date has this form: a moment with its zone. */
  static boolean isMoment(String text) {
    return text.length() > 10 && date(text).isPresent();
  }

  /**
   * A comparison with a text: ordering operators want a date; equality takes a moment as a date and
   * anything else as a text.
   */
  static Filter compare(Filter.Operator operator, String key, MetadataValue value) {
    Filter.Compare compare = new Filter.Compare(operator, key, value);
    if (value instanceof MetadataValue.Keyword keyword) {
      boolean equality = operator == Filter.Operator.EQ || operator == Filter.Operator.NE;
      Optional<Instant> date = date(keyword.value());
      if (date.isPresent() && (!equality || isMoment(keyword.value()))) {
        compare = new Filter.Compare(operator, key, new MetadataValue.Date(date.get()));
      }
    }
    FilterRules.check(compare);
    return compare;
  }

  static Filter in(boolean negated, String key, List<MetadataValue> values) {
    return new Filter.In(
        negated,
        key,
        values.stream()
            .map(value ->
                value instanceof MetadataValue.Keyword(String text) && isMoment(text)
                    ? new MetadataValue.Date(date(text).orElseThrow())
                    : value)
            .toList());
  }
}
