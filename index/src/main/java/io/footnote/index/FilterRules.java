package io.footnote.index;

import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import java.util.Locale;

/** What every filter must satisfy, however it was written. */
public final class FilterRules {
  private FilterRules() {}

  /**
   * @throws InvalidFilterException if an ordering operator is given a text: only numbers and dates
   *     are ordered
   */
  public static void check(Filter filter) {
    switch (filter) {
      case Filter.Compare compare -> check(compare);
      case Filter.In in -> {}
      case Filter.And and -> and.filters().forEach(FilterRules::check);
      case Filter.Or or -> or.filters().forEach(FilterRules::check);
    }
  }

  private static void check(Filter.Compare compare) {
    boolean ordering =
        switch (compare.operator()) {
          case EQ, NE -> false;
          case GT, GTE, LT, LTE -> true;
        };
    if (ordering && compare.value() instanceof MetadataValue.Keyword keyword) {
      throw new InvalidFilterException(
          "'%s' compares numbers and dates, but %s was compared with the text \"%s\"; use eq, ne, in or nin for texts, and write dates as 2024-12-31"
              .formatted(
                  compare.operator().name().toLowerCase(Locale.ROOT),
                  compare.key(),
                  keyword.value()));
    }
  }
}
