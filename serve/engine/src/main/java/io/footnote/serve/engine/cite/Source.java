package io.footnote.serve.engine.cite;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A passage, read once for all sentences of an answer. */
final class Source {
  /** More neighbouring units than this say more than one sentence. */
  private static final int LARGEST_WINDOW = 3;

  private final Passage passage;
  private final Set<String> around;
  private final Set<String> forms;
  private final List<Window> windows = new ArrayList<>();

  Source(Passage passage, Tokens tokens) {
    this.passage = passage;
    around = forms(tokens.of(passage.result().title() + "\n" + passage.result().context()));
    List<TextUnit> units = Sentences.split(passage.text());
    List<List<Token>> read = new ArrayList<>();
    for (TextUnit unit : units) {
      read.add(tokens.of(passage.text().substring(unit.span().start(), unit.span().end())));
    }
    for (int size = 1; size <= LARGEST_WINDOW; size++) {
      for (int first = 0; first + size <= units.size(); first++) {
        windows.add(window(units.subList(first, first + size), read.subList(first, first + size)));
      }
    }
    forms = new HashSet<>(around);
    windows.forEach(window -> forms.addAll(window.forms()));
  }

  private Window window(List<TextUnit> units, List<List<Token>> read) {
    List<Token> tokens = read.stream().flatMap(List::stream).toList();
    Span span = new Span(units.getFirst().span().start(), units.getLast().span().end());
    boolean prose = units.stream().allMatch(unit -> unit.kind() == TextUnit.Kind.SENTENCE);
    return new Window(this, span, units.size(), tokens, prose, forms(tokens));
  }

  static Set<String> forms(List<Token> tokens) {
    return tokens.stream().map(Token::form).collect(Collectors.toSet());
  }

  Passage passage() {
    return passage;
  }

  /** Smaller ones first, each size in the order of the text. */
  List<Window> windows() {
    return windows;
  }

  /** Forms of the passage's title and context. */
  Set<String> around() {
    return around;
  }

  /** Forms of the passage and of what it stands under. */
  Set<String> forms() {
    return forms;
  }
}
