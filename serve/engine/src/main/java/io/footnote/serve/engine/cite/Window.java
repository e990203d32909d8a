package io.footnote.serve.engine.cite;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Passage;
import java.util.List;
import java.util.Set;

/**
 * One to three neighbouring units of a passage, which may say a sentence.
 *
 * @param span in the passage's text
 * @param prose whether it is of sentences alone, without rows and lines of tables
 * @param statements clause by clause; a row of a table that is read with the names of its columns
 *     has one for each cell
 * @param cells where it is of rows of tables, the forms of each row, or of each cell of a single
 *     row, that has a number; else empty
 * @param forms of its tokens
 * @param around forms of what it stands under
 */
record Window(
    Source source,
    Span span,
    int units,
    boolean prose,
    List<Token> tokens,
    List<Statement> statements,
    List<Set<String>> cells,
    Set<String> forms,
    Set<String> around) {
  Passage passage() {
    return source.passage();
  }

  /**
   * Statements among which the one that is nearest to a sentence is looked for: of prose, those of
   * the whole passage.
   */
  List<Statement> near() {
    return prose ? source.statements() : statements;
  }

  String text() {
    return passage().text().substring(span.start(), span.end());
  }
}
