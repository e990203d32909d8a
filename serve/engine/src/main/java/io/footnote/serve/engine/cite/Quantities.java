package io.footnote.serve.engine.cite;

import io.footnote.serve.engine.cite.Token.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads numbers with what they count. Pure. */
final class Quantities {
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  /** Characters between the numbers of a range or list: {@code 2 to 5 years}. */
  private static final int IN_A_LIST = 5;

  private Quantities() {}

  /** Forms of numbers by that of the word right behind them, which most often is their unit. */
  static Map<String, Set<String>> of(List<Token> tokens) {
    return of(tokens, units(tokens));
  }

  /**
   * The same for some of the tokens that units were read from.
   *
   * @param units as {@link #units} found them
   */
  static Map<String, Set<String>> of(List<Token> some, Map<Token, String> units) {
    Map<String, Set<String>> quantities = new HashMap<>();
    for (Token token : some) {
      String unit = units.get(token);
      if (unit != null) {
        quantities.computeIfAbsent(unit, _ -> new HashSet<>()).add(token.form());
      }
    }
    return quantities;
  }

  /** What each number counts; of a list or range of numbers all count the same. */
  static Map<Token, String> units(List<Token> tokens) {
    Map<Token, String> units = new HashMap<>();
    String unit = null;
    for (int i = tokens.size() - 2; i >= 0; i--) {
      Token number = tokens.get(i);
      Token next = tokens.get(i + 1);
      int gap = next.span().start() - number.span().end();
      if (!number.is(Kind.NUMBER) || YEAR.matcher(number.form()).matches()) {
        unit = null;
      } else if (next.is(Kind.WORD)) {
        unit = gap == 1 ? next.form() : null;
      } else if (!next.is(Kind.NUMBER) || gap > IN_A_LIST) {
        unit = null;
      }
      if (unit != null) {
        units.put(number, unit);
      }
    }
    return units;
  }
}
