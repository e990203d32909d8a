package io.footnote.index;

import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The filter language as text.
 *
 * <pre>{@code
 * filter     = any
 * any        = all { "or" all }
 * all        = condition { "and" condition }
 * condition  = "(" any ")"
 *            | key ( "=" | "==" | "!=" | "<>" | ">" | ">=" | "<" | "<=" ) value
 *            | key [ "not" ] "in" "(" value { "," value } ")"
 * key        = letters, digits, "_", ".", "-"; or in quotes when followed by an operator
 * value      = "text" | 'text' | number | date | true | false
 * date       = 2024-12-31 (its first moment in UTC) | 2024-12-31T08:00:00Z
 * }</pre>
 *
 * <p>Words of the language are recognised in any case. In quoted text a backslash takes the next
 * character as it is. Example: {@code department = "hr" and year >= 2023}.
 */
public final class FilterText {
  private static final Set<String> WORDS = Set.of("and", "or", "not", "in");

  private final FilterTokens tokens;

  private FilterText(String text) {
    tokens = new FilterTokens(text);
  }

  /**
   * @throws InvalidFilterException saying what was expected, where, and what was found
   */
  public static Filter parse(String text) {
    FilterText parser = new FilterText(text);
    Filter filter = parser.any(0);
    if (parser.tokens.kind() != FilterTokens.Kind.END) {
      throw parser.tokens.expected("'and', 'or' or the end");
    }
    return filter;
  }

  /** The filter as text; {@link #parse} makes an equal filter of it. */
  public static String write(Filter filter) {
    return FilterTextWriter.write(filter);
  }

  private Filter any(int depth) {
    List<Filter> filters = new ArrayList<>(List.of(all(depth)));
    while (tokens.skipWord("or")) {
      filters.add(all(depth));
    }
    return filters.size() == 1 ? filters.getFirst() : new Filter.Or(filters);
  }

  private Filter all(int depth) {
    List<Filter> filters = new ArrayList<>(List.of(condition(depth)));
    while (tokens.skipWord("and")) {
      filters.add(condition(depth));
    }
    return filters.size() == 1 ? filters.getFirst() : new Filter.And(filters);
  }

  private Filter condition(int depth) {
    if (depth > FilterValues.MAX_DEPTH) {
      throw new InvalidFilterException(
          "a filter may nest at most " + FilterValues.MAX_DEPTH + " parentheses");
    }
    if (tokens.skipSymbol("(")) {
      Filter inner = any(depth + 1);
      expectSymbol(")");
      return inner;
    }
    String key = key();
    if (tokens.skipWord("not")) {
      if (!tokens.skipWord("in")) {
        throw tokens.expected("'in' after 'not'");
      }
      return FilterValues.in(true, key, values());
    }
    if (tokens.skipWord("in")) {
      return FilterValues.in(false, key, values());
    }
    Filter.Operator operator = operator();
    return FilterValues.compare(operator, key, value());
  }

  private String key() {
    String text = tokens.text();
    boolean isKey =
        switch (tokens.kind()) {
          case WORD -> !WORDS.contains(text.toLowerCase(Locale.ROOT));
          case QUOTED -> true;
          case SYMBOL, END -> false;
        };
    if (!isKey) {
      throw tokens.expected("a key such as department or modified");
    }
    tokens.next();
    return text;
  }

  private Filter.Operator operator() {
    if (tokens.kind() == FilterTokens.Kind.SYMBOL) {
      Optional<Filter.Operator> operator =
          switch (tokens.text()) {
            case "=", "==" -> Optional.of(Filter.Operator.EQ);
            case "!=", "<>" -> Optional.of(Filter.Operator.NE);
            case ">" -> Optional.of(Filter.Operator.GT);
            case ">=" -> Optional.of(Filter.Operator.GTE);
            case "<" -> Optional.of(Filter.Operator.LT);
            case "<=" -> Optional.of(Filter.Operator.LTE);
            default -> Optional.empty();
          };
      if (operator.isPresent()) {
        tokens.next();
        return operator.get();
      }
    }
    throw tokens.expected("one of = != > >= < <= in, not in");
  }

  private List<MetadataValue> values() {
    expectSymbol("(");
    List<MetadataValue> values = new ArrayList<>();
    do {
      values.add(value());
    } while (tokens.skipSymbol(","));
    expectSymbol(")");
    return values;
  }

  private MetadataValue value() {
    String text = tokens.text();
    MetadataValue value =
        switch (tokens.kind()) {
          case QUOTED -> new MetadataValue.Keyword(text);
          case WORD -> bareValue(text);
          case SYMBOL, END -> throw tokens.expected("a text in quotes, a number or a date");
        };
    tokens.next();
    return value;
  }

  private MetadataValue bareValue(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("true") || lower.equals("false")) {
      return new MetadataValue.Keyword(lower);
    }
    Optional<Instant> date = FilterValues.date(text);
    if (date.isPresent()) {
      return new MetadataValue.Date(date.get());
    }
    char first = text.charAt(0);
    if (first == '-' || first == '.' || (first >= '0' && first <= '9')) {
      try {
        return new MetadataValue.Numeric(Double.parseDouble(text));
      } catch (IllegalArgumentException e) {
        throw tokens.expected("a number such as 12.5 or a date such as 2024-12-31");
      }
    }
    throw tokens.expected("a text in quotes (\"" + text + "\"), a number or a date");
  }

  private void expectSymbol(String symbol) {
    if (!tokens.skipSymbol(symbol)) {
      throw tokens.expected("'" + symbol + "'");
    }
  }
}
