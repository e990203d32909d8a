package io.footnote.ingest.parse;

import java.util.Optional;
import java.util.Set;

/**
 * Keeps parsed documents by key, so that re-chunking and showing content parse nothing again.
 * Thread-safe.
 */
public interface ParsedStore extends AutoCloseable {

  /**
   * @param contentHash {@code DocumentRecord.contentHash} of the document (for an attachment, its
   *     own)
   */
  Optional<ParsedDocument> get(String contentHash);

  /** As {@link #get}, also what an older parser made, where that can still be read. */
  default Optional<ParsedDocument> getOfAnyParser(String contentHash) {
    return get(contentHash);
  }

  /**
   * Stores a document atomically: it is there whole or not at all, also after the process died. It
   * survives the process, and other processes see it, from the next {@link #flush} on.
   */
  void put(String contentHash, ParsedDocument document);

  /** Puts a document in the place of one of the same key, of which nothing is left. */
  default void replace(String contentHash, ParsedDocument document) {
    put(contentHash, document);
    flush();
  }

  /**
   * Why this content was not read before.
   *
   * @param reader what would read it now; another one may be able to
   */
  default Optional<Refusal> refusal(String contentHash, String reader) {
    return Optional.empty();
  }

  /**
   * Remembers that a content cannot be read, until its documents or all unused ones are forgotten.
   */
  default void putRefusal(String contentHash, Refusal refusal) {}

  /** To be called before an index is given a document whose text was put. */
  default void flush() {}

  /** Forgets documents, so that nothing of them is left. */
  void deleteAll(Set<String> contentHashes);

  /**
   * Forgets all documents but these, and what a process that died has left half written. Nobody may
   * put anything meanwhile.
   */
  void retain(Set<String> contentHashes);

  /** After a last {@link #flush}. */
  @Override
  default void close() {}
}
