package io.footnote.ingest;

/**
 * A document that was read and has no text, or pages without text; there is nothing to be mended
 * but by reading pictures.
 *
 * @param source as in the document record
 * @param reason one sentence for people
 */
public record TextlessDocument(String source, String reason) {}
