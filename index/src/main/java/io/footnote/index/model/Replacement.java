package io.footnote.index.model;

/**
 * A document to be put in the place of the one of the same id, if any.
 *
 * @param chunks in order of ordinal; read once, lazily, so a document may have more chunks than fit
 *     in memory
 */
public record Replacement(DocumentRecord document, Iterable<EmbeddedChunk> chunks) {}
