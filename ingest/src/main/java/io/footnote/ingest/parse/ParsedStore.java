package io.footnote.ingest.parse;

import java.util.Optional;
import java.util.Set;

/**
 * Keeps parsed documents by key, so that re-chunking and showing content parse nothing again.
 * Thread-safe.
 */
public interface ParsedStore {

  /**
   * @param contentHash {@code DocumentRecord.contentHash} of the document (for an attachment, its
   *     own)
   */
  Optional<ParsedDocument> get(String contentHash);

  /** As {@link #get}, also what an older parser made, where that can still be read. */
  default Optional<ParsedDocument> getOfAnyParser(String contentHash) {
    return get(contentHash);
  }

  /** Stores a document atomically: it is there whole or not at all, also after the process died. */
  void put(String contentHash, ParsedDocument document);

  /** Forgets a document. */
  void delete(String contentHash);

  /**
   * Forgets all documents but these, and what a process that died has left half written. Nobody may
   * put anything meanwhile.
   */
  void retain(Set<String> contentHashes);
}
