package io.footnote.ingest;

/**
 * A document that could not be ingested.
 *
 * @param source as in the document record
 * @param reason one sentence for people: what was wrong and, where possible, how to mend it
 */
public record FailedDocument(String source, String reason) {}
