package io.footnote.index.model;

/** A chunk as read back, with the document it belongs to. */
public record PassageRecord(ChunkRecord chunk, DocumentRecord document) {}
