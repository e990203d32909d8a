package io.footnote.index.model;

/**
 * A chunk with its vector, ready to be indexed.
 *
 * @param vector unit length, of the manifest's dimension; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EmbeddedChunk(ChunkRecord chunk, float[] vector) {}
