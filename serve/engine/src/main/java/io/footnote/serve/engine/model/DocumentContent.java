package io.footnote.serve.engine.model;

/**
 * A document's extracted text; every character offset of chunks and citations counts in it.
 *
 * @param mime media type of the original
 */
public record DocumentContent(String documentId, String title, String mime, String text) {}
