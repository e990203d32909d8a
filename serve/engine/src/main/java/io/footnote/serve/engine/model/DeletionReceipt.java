package io.footnote.serve.engine.model;

import java.time.Instant;
import java.util.List;

/**
 * Says what was deleted: nothing of it is left in the index, the extracted texts, the cached
 * vectors, the copies of jobs and the traces.
 *
 * @param documents ids, attachments included, in order; each leaves a tombstone, which keeps the
 *     next synchronisation of its folder from bringing it back
 * @param chunks of all documents
 * @param generation the commit from which on nothing of it can be found
 * @param purged whether the index files were rewritten; else the text stays in them, unreachable,
 *     until their segment is merged
 * @param deletedAt when the last step was done
 */
public record DeletionReceipt(
    String deletionId,
    String collection,
    List<String> documents,
    long chunks,
    long generation,
    boolean purged,
    Instant requestedAt,
    Instant deletedAt) {
  public DeletionReceipt {
    documents = List.copyOf(documents);
  }
}
