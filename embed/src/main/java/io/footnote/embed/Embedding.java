package io.footnote.embed;

/**
 * The vector of one text and what it cost.
 *
 * @param vector unit length (L2 norm 1), not to be modified
 * @param tokens tokens the model read, special tokens included
 * @param truncated whether the text was longer than the model reads
 */
@SuppressWarnings("ArrayRecordComponent") // a vector is compared by its owner, never by this record
public record Embedding(float[] vector, int tokens, boolean truncated) {}
