package io.footnote.serve.engine.memory;

/** A document that a remembered answer takes from. */
public record Source(String collection, String documentId) {}
