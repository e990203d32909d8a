package io.footnote.index.model;

/**
 * A word as the index sees it.
 *
 * @param term the analyzed (lower-cased, stemmed) form
 * @param span where the word stands in the analyzed text
 */
public record AnalyzedToken(String term, Span span) {}
