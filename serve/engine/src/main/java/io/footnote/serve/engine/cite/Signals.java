package io.footnote.serve.engine.cite;

import io.footnote.serve.engine.cite.Source.Row;
import io.footnote.serve.engine.cite.Token.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads off what tells whether a text says a sentence, but for {@link CheckSignal#COSINE}. */
final class Signals {
  /** Decides between statements that have the same of a sentence. */
  private static final double NOTHING_ELSE = 0.001;

  private final String sentence;
  private final List<Token> words;
  private final List<List<Token>> clauses;
  private final Set<String> everywhere;
  private final Map<Token, String> units;

  /**
   * @param words of {@code sentence}
   * @param everywhere forms of all passages
   */
  Signals(String sentence, List<Token> words, Set<String> everywhere) {
    this.sentence = sentence;
    this.words = words;
    this.clauses = Clauses.of(sentence, words);
    this.everywhere = everywhere;
    this.units = Quantities.units(words);
  }

  Map<CheckSignal, Double> of(Window window, Alignment alignment) {
    Set<String> held = union(window.forms(), window.around());
    Map<CheckSignal, Double> signals = new EnumMap<>(CheckSignal.class);
    signals.put(CheckSignal.HELD, share(words, held));
    signals.put(CheckSignal.ALIGNED, alignment.share());
    signals.put(CheckSignal.PASSAGE_HELD, share(words, window.source().forms()));
    signals.put(CheckSignal.NUMBERS_MISSING, lacking(held));
    signals.put(CheckSignal.NUMBERS_NOWHERE, lacking(everywhere));
    signals.put(CheckSignal.NAMES_MISSING, namesMissing(held));
    signals.put(CheckSignal.NAMES_NOWHERE, namesMissing(everywhere));
    // A row is read with the names of its columns between its cells, which stand in an order of
    // their own: only what it lacks can stand in the place of something else.
    boolean numbered = window.cells().isEmpty() || !holdsAllNumbers(window);
    signals.put(CheckSignal.NUMBER_CONFLICT, numbered ? conflict(alignment, Kind.NUMBER) : 0);
    boolean named = window.prose() || namesMissing(held) > 0;
    signals.put(CheckSignal.NAME_CONFLICT, named ? conflict(alignment, Kind.NAME) : 0);
    signals.put(CheckSignal.NEGATION_CONFLICT, conflict(alignment, Kind.NEGATION));
    signals.put(CheckSignal.MOVED, window.prose() && alignment.moved() ? alignment.share() : 0);
    signals.put(CheckSignal.OVERTAKEN, window.prose() ? alignment.overtaken() : 0);
    signals.put(CheckSignal.STATED, stated(window));
    signals.put(CheckSignal.OTHER_CELL, flag(isOfOtherCell(window)));
    signals.put(CheckSignal.OTHER_QUANTITY, flag(isOtherQuantity(window, held)));
    return signals;
  }

  private static double flag(boolean set) {
    return set ? 1 : 0;
  }

  private static double conflict(Alignment alignment, Kind kind) {
    return alignment.conflicts().contains(kind) ? alignment.share() : 0;
  }

  private double lacking(Set<String> held) {
    return flag(
        words.stream().anyMatch(word -> word.is(Kind.NUMBER) && !held.contains(word.form())));
  }

  /** Each as often as the sentence has it. */
  private boolean holdsAllNumbers(Window window) {
    List<String> left = new ArrayList<>(window.tokens().stream().map(Token::form).toList());
    return words.stream()
        .filter(word -> word.is(Kind.NUMBER))
        .allMatch(number -> left.remove(number.form()));
  }

  private double namesMissing(Set<String> held) {
    List<Token> names = words.stream().filter(word -> word.is(Kind.NAME)).toList();
    return names.isEmpty() ? 0 : 1 - share(names, held);
  }

  private double stated(Window window) {
    List<Set<String>> statements =
        window.statements().stream().map(one -> union(one.forms(), window.around())).toList();
    double weight = 0;
    double stated = 0;
    for (List<Token> clause : clauses) {
      double most = share(clause, window.around());
      for (Set<String> statement : statements) {
        most = Math.max(most, share(clause, statement));
      }
      double of = clause.stream().mapToDouble(Token::weight).sum();
      weight += of;
      stated += of * most;
    }
    return weight == 0 ? 0 : stated / weight;
  }

  private boolean isOfOtherCell(Window window) {
    List<Token> others = words.stream().filter(word -> !word.is(Kind.NUMBER)).toList();
    for (Token number : words) {
      if (number.is(Kind.NUMBER) && window.forms().contains(number.form())) {
        double with = 0;
        double without = 0;
        for (Set<String> cell : window.cells()) {
          if (cell.contains(number.form())) {
            with = Math.max(with, share(others, cell));
          } else {
            without = Math.max(without, share(others, cell));
          }
        }
        if (without > with) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isOtherQuantity(Window window, Set<String> held) {
    Map<String, Set<String>> written = Quantities.of(window.tokens());
    return Quantities.of(words, units).entrySet().stream()
        .anyMatch(unit -> written.containsKey(unit.getKey()) && !held.containsAll(unit.getValue()));
  }

  /**
   * Whether the statement that is nearest to one of its clauses, of those that count the same
   * thing, counts another number of it.
   */
  boolean countsOtherwise(Window window) {
    for (List<Token> clause : clauses) {
      for (Token number : clause) {
        String unit = units.get(number);
        if (unit != null && !countsNearest(window, clause, unit, number.form())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean countsNearest(
      Window window, List<Token> clause, String unit, String number) {
    List<Token> others =
        clause.stream()
            .filter(word -> !word.form().equals(unit) && !word.form().equals(number))
            .toList();
    return isNearest(
        window,
        others,
        statement -> statement.quantities().getOrDefault(unit, Set.of()).contains(number),
        statement -> statement.quantities().containsKey(unit));
  }

  /**
   * Whether the statement that is nearest to one of its clauses says the opposite, with another
   * word in the place of one of its words.
   */
  boolean saysTheOpposite(Window window) {
    for (List<Token> clause : clauses) {
      for (String word : Opposites.in(sentence, clause)) {
        List<Token> others =
            clause.stream().filter(token -> !token.form().startsWith(word.strip())).toList();
        if (!isNearest(
            window,
            others,
            statement -> statement.opposites().contains(word),
            statement -> !Collections.disjoint(statement.opposites(), Opposites.of(word)))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a statement of one kind has as much of some words as any of the other kind; where both
   * have the same, whether it has as little else.
   */
  private static boolean isNearest(
      Window window, List<Token> words, Predicate<Statement> one, Predicate<Statement> other) {
    Set<String> forms = Source.forms(words);
    double with = -1;
    double without = -1;
    for (Statement statement : window.near()) {
      double nearness =
          share(words, union(statement.forms(), window.around()))
              - NOTHING_ELSE * statement.shareBeside(forms);
      if (one.test(statement)) {
        with = Math.max(with, nearness);
      } else if (other.test(statement)) {
        without = Math.max(without, nearness);
      }
    }
    return with >= without;
  }

  /** Whether it gives what stands in one row of a table to another row, which it names. */
  boolean takesFromAnotherRow(Window window) {
    return !window.prose()
        && (takesFromAnotherRow(window.source().rows(), words)
            || clauses.stream()
                .anyMatch(clause -> takesFromAnotherRow(window.source().rows(), clause)));
  }

  private static boolean takesFromAnotherRow(List<Row> rows, List<Token> said) {
    Set<String> forms = Source.forms(said);
    List<Row> named = rows.stream().filter(row -> row.isNamedBy(forms)).toList();
    List<Row> others = rows.stream().filter(row -> !row.isNamedBy(forms)).toList();
    boolean hasTheirCell =
        named.size() == 1
            && others.stream().anyMatch(other -> named.getFirst().isGivenCellOf(other, forms));
    return hasTheirCell || hasTheirNumber(said, named, others);
  }

  private static boolean hasTheirNumber(List<Token> said, List<Row> named, List<Row> others) {
    return said.stream()
        .filter(token -> token.is(Kind.NUMBER))
        .map(Token::form)
        .anyMatch(number ->
            !named.isEmpty()
                && named.stream().noneMatch(row -> row.forms().contains(number))
                && others.stream().anyMatch(row -> row.forms().contains(number)));
  }

  /** Whether it names by a code what its source does not, which names something else so. */
  boolean namesAnotherCode(Window window) {
    Set<String> held = window.source().forms();
    return words.stream().anyMatch(word -> word.isCode() && !held.contains(word.form()))
        && window.source().hasCode();
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> union = new HashSet<>(a);
    union.addAll(b);
    return union;
  }

  /** Share of the weight of {@code words} whose forms are {@code held}. */
  static double share(List<Token> words, Set<String> held) {
    double total = 0;
    double found = 0;
    for (Token word : words) {
      total += word.weight();
      found += held.contains(word.form()) ? word.weight() : 0;
    }
    return total == 0 ? 0 : found / total;
  }
}
