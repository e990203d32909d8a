package io.footnote.index.model;

/**
 * A chunk with its vector, ready to be indexed.
 *
 * @param vector unit length, of the manifest's dimension, so {@link #NO_VECTOR} for an index of
 *     {@link IndexKind#LEXICAL_ONLY}; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EmbeddedChunk(ChunkRecord chunk, float[] vector) {
  /** The vector where there are none. */
  @SuppressWarnings("MutablePublicArray") // without elements there is nothing to modify
  public static final float[] NO_VECTOR = {};

  /** A chunk that is found by its words alone. */
  public static EmbeddedChunk withoutVector(ChunkRecord chunk) {
    return new EmbeddedChunk(chunk, NO_VECTOR);
  }
}
