package io.footnote.index.model;

/**
 * The whole index, for operators.
 *
 * @param deletedChunks marked deleted, not yet merged away
 * @param bytes size on disk
 * @param generation number of the last commit
 */
public record IndexStats(
    Manifest manifest,
    long documents,
    long chunks,
    long deletedChunks,
    int segments,
    long bytes,
    long generation) {}
