package io.footnote.serve.engine.cite;

import io.footnote.index.model.Span;
import io.footnote.ingest.screen.Screening;
import io.footnote.ingest.screen.Sign;
import io.footnote.serve.engine.cite.Token.Kind;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.read.Reading;
import io.footnote.serve.engine.read.Readings;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A passage, read once for all sentences of an answer. */
final class Source {
  /** More neighbouring units than this say more than one sentence. */
  private static final int LARGEST_WINDOW = 3;

  private final Passage passage;
  private final Tokens reader;
  private final Set<String> around;
  private final Set<String> forms;
  private final boolean hasCode;
  private final List<Statement> statements;
  private final List<Window> windows = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  Source(Passage passage, Tokens reader) {
    this.passage = passage;
    this.reader = reader;
    List<Token> above = reader.of(passage.result().title() + "\n" + passage.result().context());
    around = forms(above);
    List<Unit> units =
        Sentences.split(passage.text()).stream()
            .filter(unit -> !steers(passage, unit))
            .map(this::unit)
            .toList();
    statements =
        units.stream().filter(Unit::prose).flatMap(unit -> unit.statements().stream()).toList();
    for (int size = 1; size <= LARGEST_WINDOW; size++) {
      for (int first = 0; first + size <= units.size(); first++) {
        windows.add(window(units.subList(first, first + size)));
      }
    }
    for (Reading reading : Readings.of(passage)) {
      if (steers(passage, reading.unit())) {
        continue;
      }
      if (reading.isTerse() && !reading.header().isEmpty()) {
        windows.add(row(reading));
      }
      if (!reading.key().isEmpty()) {
        rows.add(namedRow(reading));
      }
    }
    hasCode =
        Stream.concat(above.stream(), windows.stream().flatMap(window -> window.tokens().stream()))
            .anyMatch(Token::isCode);
    forms = new HashSet<>(around);
    windows.forEach(window -> forms.addAll(window.forms()));
  }

  /**
   * A row of a table.
   *
   * @param key forms of what it is a row of
   * @param forms of all its cells, that one among them
   * @param cells forms of the others by the names of their columns
   */
  record Row(Set<String> key, Set<String> forms, Map<String, Set<String>> cells) {
    boolean isNamedBy(Set<String> others) {
      return !key.isEmpty() && others.containsAll(key);
    }

    /** Whether {@code others} have a cell of {@code row} in the place of its own. */
    boolean isGivenCellOf(Row row, Set<String> others) {
      return cells.entrySet().stream()
          .anyMatch(own -> {
            Set<String> theirs = row.cells.getOrDefault(own.getKey(), Set.of());
            return !theirs.isEmpty()
                && others.containsAll(theirs)
                && !forms.containsAll(theirs)
                && !others.containsAll(own.getValue());
          });
    }
  }

  private Row namedRow(Reading row) {
    Map<String, Set<String>> cells = new HashMap<>();
    for (String cell : row.cells()) {
      int name = cell.indexOf(": ", row.key().length());
      if (name > 0) {
        cells.put(cell.substring(row.key().length(), name), forms(reader.of(cell.substring(name))));
      }
    }
    return new Row(forms(reader.of(row.key())), forms(reader.of(row.text())), cells);
  }

  /** What gives orders to a language model says nothing of its subject. */
  private static boolean steers(Passage passage, TextUnit unit) {
    String text = passage.text().substring(unit.span().start(), unit.span().end());
    return Screening.signs(text).contains(Sign.INSTRUCTIONS);
  }

  /** A unit as it stands in the passage. */
  private record Unit(TextUnit unit, List<Token> tokens, List<Statement> statements) {
    boolean prose() {
      return unit.kind() == TextUnit.Kind.SENTENCE;
    }

    boolean row() {
      return unit.kind() == TextUnit.Kind.ROW || unit.kind() == TextUnit.Kind.LINE;
    }
  }

  private Unit unit(TextUnit unit) {
    String text = passage.text().substring(unit.span().start(), unit.span().end());
    List<Token> tokens = reader.of(text);
    Map<Token, String> units = Quantities.units(tokens);
    List<Statement> statements =
        unit.kind() == TextUnit.Kind.ROW
            ? List.of(Statement.of(text, tokens, units))
            : Clauses.of(text, tokens).stream()
                .map(clause -> Statement.of(text, clause, units))
                .toList();
    return new Unit(unit, tokens, statements);
  }

  private Window window(List<Unit> units) {
    List<Token> tokens = units.stream().flatMap(unit -> unit.tokens().stream()).toList();
    boolean table = units.size() > 1 && units.stream().allMatch(Unit::row);
    return new Window(
        this,
        new Span(units.getFirst().unit().span().start(), units.getLast().unit().span().end()),
        units.size(),
        units.stream().allMatch(Unit::prose),
        tokens,
        units.stream().flatMap(unit -> unit.statements().stream()).toList(),
        table ? withNumbers(units.stream().map(Unit::tokens).toList()) : List.of(),
        forms(tokens),
        around);
  }

  /** A row or line of a table, read with the names of its columns. */
  private Window row(Reading row) {
    boolean named = !row.cells().isEmpty();
    List<Token> tokens = reader.of(named ? row.shown() : row.header() + "\n" + row.shown());
    List<List<Token>> cells =
        named ? row.cells().stream().map(reader::of).toList() : List.of(tokens);
    Set<String> under = forms(reader.of(row.heading()));
    under.addAll(around);
    return new Window(
        this,
        row.unit().span(),
        1,
        false,
        tokens,
        cells.stream().map(Statement::ofCell).toList(),
        withNumbers(cells),
        forms(tokens),
        under);
  }

  private static List<Set<String>> withNumbers(List<List<Token>> rows) {
    return rows.stream()
        .filter(row -> row.stream().anyMatch(token -> token.is(Kind.NUMBER)))
        .map(Source::forms)
        .toList();
  }

  static Set<String> forms(List<Token> tokens) {
    return tokens.stream().map(Token::form).collect(Collectors.toCollection(HashSet::new));
  }

  Passage passage() {
    return passage;
  }

  /** Smaller ones first, each size in the order of the text, then rows with their columns. */
  List<Window> windows() {
    return windows;
  }

  /** Rows of its tables that have a name. */
  List<Row> rows() {
    return rows;
  }

  /** What its prose says. */
  List<Statement> statements() {
    return statements;
  }

  /** Whether the passage, or what it stands under, names something by a code. */
  boolean hasCode() {
    return hasCode;
  }

  /** Forms of the passage and of what it stands under. */
  Set<String> forms() {
    return forms;
  }
}
