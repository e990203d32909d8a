package io.footnote.serve.engine.route;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some time, in days of UTC.
 *
 * @param from the first day; null if it has no beginning
 * @param before the first day that is no longer in it; null if it has no end
 */
public record Period(@Nullable LocalDate from, @Nullable LocalDate before) {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** A year, a month of a year, or a day. */
  static final String WRITTEN =
      "(?:(?:%s) )?(?:19|20)\\d{2}(?:-\\d{2}(?:-\\d{2})?)?".formatted(String.join("|", MONTHS));

  private static final Pattern PARTS =
      Pattern.compile("(?:(\\p{L}+) )?(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?");

  public Period {
    if (from == null && before == null) {
      throw new IllegalArgumentException("a period begins or ends somewhere");
    }
  }

  /** The year, month or day that {@code text} names; empty if it is none. */
  static Optional<Period> of(String text) {
    Matcher parts = PARTS.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    int year = Integer.parseInt(parts.group(2));
    int month =
        parts.group(1) != null ? MONTHS.indexOf(parts.group(1)) + 1 : number(parts.group(3));
    int day = number(parts.group(4));
    if (parts.group(1) != null && (month == 0 || parts.group(3) != null)) {
      return Optional.empty();
    }
    if (month == 0) {
      return Optional.of(new Period(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1)));
    }
    if (month > 12 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return Optional.empty();
    }
    LocalDate first = LocalDate.of(year, month, Math.max(1, day));
    return Optional.of(new Period(first, day == 0 ? first.plusMonths(1) : first.plusDays(1)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** From its first day on. */
  Period andLater() {
    return new Period(from, null);
  }

  /** What comes after it. */
  Period after() {
    return new Period(before, null);
  }

  /** What comes before it. */
  Period earlier() {
    return new Period(null, from);
  }

  /** To its last day. */
  Period andEarlier() {
    return new Period(null, before);
  }

  /** From the first day of this to the last of another. */
  Period to(Period last) {
    return new Period(from, last.before);
  }

  /** Whether a whole year lies in it. */
  boolean holds(Year year) {
    return (from == null || !year.atDay(1).isBefore(from))
        && (before == null || !year.plusYears(1).atDay(1).isAfter(before));
  }

  /** Whether it begins and ends with a year. */
  boolean isOfYears() {
    return (from == null || from.getDayOfYear() == 1)
        && (before == null || before.getDayOfYear() == 1);
  }
}
