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
 * @param forms of {@code tokens}
 */
record Window(
    Source source, Span span, int units, List<Token> tokens, boolean prose, Set<String> forms) {
  Passage passage() {
    return source.passage();
  }

  String text() {
    return passage().text().substring(span.start(), span.end());
  }
}
