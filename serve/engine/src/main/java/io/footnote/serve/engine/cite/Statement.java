package io.footnote.serve.engine.cite;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a text says at once: a clause of a sentence, a row of a table or one of its cells.
 *
 * @param forms of its tokens
 * @param quantities its numbers by their units
 * @param opposites what of it has an {@linkplain Opposites opposite}
 */
record Statement(Set<String> forms, Map<String, Set<String>> quantities, Set<String> opposites) {
  /**
   * @param text the text of the tokens
   * @param units of the text's numbers, as {@link Quantities#units} found them
   */
  static Statement of(String text, List<Token> tokens, Map<Token, String> units) {
    return new Statement(
        Source.forms(tokens), Quantities.of(tokens, units), Opposites.in(text, tokens));
  }

  /** A cell or line of a table. */
  static Statement ofCell(List<Token> tokens) {
    return new Statement(Source.forms(tokens), Quantities.of(tokens), Set.of());
  }

  /** Share of its forms that are not among others. */
  double shareBeside(Set<String> others) {
    return forms.isEmpty()
        ? 0
        : (double) forms.stream().filter(form -> !others.contains(form)).count() / forms.size();
  }
}
