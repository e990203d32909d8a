package io.footnote.serve.engine.erase;

import io.footnote.serve.engine.model.DeletionReceipt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What is to be deleted. It holds all that is needed to find what is kept of the documents once the
 * index does not know them any more.
 *
 * @param chunks of all documents
 * @param purge whether the index files are to be rewritten too
 * @param documents ids, attachments included
 * @param sources what the documents are known by, their parents' included
 * @param contentHashes keys of the extracted texts and of the originals
 * @param holders content hashes of documents that these were attached to and that stay: their
 *     originals hold what is deleted, and go with it
 * @param inputHashes keys of the cached vectors
 */
public record Deletion(
    String deletionId,
    String collection,
    long chunks,
    boolean purge,
    Instant requestedAt,
    Set<String> documents,
    Set<String> sources,
    Set<String> contentHashes,
    Set<String> holders,
    Set<String> inputHashes) {
  public Deletion {
    documents = Set.copyOf(documents);
    sources = Set.copyOf(sources);
    contentHashes = Set.copyOf(contentHashes);
    holders = Set.copyOf(holders);
    inputHashes = Set.copyOf(inputHashes);
  }

  /**
   * @param generation the commit that does not hold the documents any more
   */
  public DeletionReceipt receipt(long generation, Instant deletedAt) {
    List<String> ids = documents.stream().sorted(Comparator.naturalOrder()).toList();
    return new DeletionReceipt(
        deletionId, collection, ids, chunks, generation, purge, requestedAt, deletedAt);
  }
}
