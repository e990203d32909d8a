package io.footnote.index.model;

/** What one principal can see. */
public record Counts(long documents, long chunks) {}
