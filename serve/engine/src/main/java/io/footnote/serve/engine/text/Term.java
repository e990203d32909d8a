package io.footnote.serve.engine.text;

import io.footnote.index.model.Span;

/**
 * A word that carries meaning.
 *
 * @param term its analyzed form
 * @param span where it stands in the text
 */
public record Term(String term, Span span) {}
