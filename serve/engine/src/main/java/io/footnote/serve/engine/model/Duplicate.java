package io.footnote.serve.engine.model;

/**
 * A passage that was left out because a better one of another document says the same.
 *
 * @param title of its document
 */
public record Duplicate(
    String chunkId, String documentId, String collection, String title, String source) {}
