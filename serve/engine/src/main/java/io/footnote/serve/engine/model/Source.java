package io.footnote.serve.engine.model;

/** A document that something kept takes from: an answer, or a trace. */
public record Source(String collection, String documentId) {}
