package io.footnote.serve.engine.model;

import java.time.Instant;

/**
 * Says what was deleted.
 *
 * @param documentId the document
 * @param chunks chunks removed, attachments' included
 * @param generation the commit from which on nothing of it can be found
 * @param tombstone whether a tombstone keeps the next synchronisation of its folder from bringing
 *     the document back
 */
public record DeletionReceipt(
    String documentId, String collection, long chunks, long generation, Instant deletedAt, boolean tombstone) {}
