package io.footnote.index;

import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.Principal;
import io.footnote.index.model.Replacement;
import java.time.Duration;
import java.util.List;

/**
 * The chunks of one collection.
 *
 * <p>Changes are made by one thread of the index's own, in the order of the calls, whoever calls. A
 * document appears, changes and disappears as a whole: no view ever shows half of one, and after a
 * crash the index holds the last commit. Thread-safe.
 */
public interface ChunkIndex extends AutoCloseable {

  Manifest manifest();

  /**
   * A view of the last refresh or commit, filtered for {@code principal}. To be closed by the
   * caller.
   */
  ReadView lease(Principal principal);

  /**
   * Puts documents with their chunks in the place of those of the same ids, if any, in order.
   * Visible after the next {@link #refresh()}, durable after the next {@link #commit()}, neither of
   * which falls between two of them. If one fails, those before it are put in their places.
   */
  void replaceAll(List<Replacement> replacements);

  /** As {@link #replaceAll} with one document. */
  default void replace(DocumentRecord document, Iterable<EmbeddedChunk> chunks) {
    replaceAll(List.of(new Replacement(document, chunks)));
  }

  /**
   * Removes a document and all that was attached to it.
   *
   * @return chunks removed; 0 if there was no such document
   */
  long delete(String documentId);

  /** Moves a document and its attachments to another policy without indexing or embedding again. */
  void setPolicy(String documentId, long policyId);

  /** Makes all changes so far visible to views leased from now on, without making them durable. */
  void refresh();

  /**
   * Makes all changes so far durable and visible.
   *
   * @return the commit's generation
   */
  long commit();

  /**
   * Merges segments into as few as is worth while, so that searches cost less. Merging goes on in
   * the background, during changes and searches too; call again until it has ended. Then what it
   * made and all changes so far are durable and visible.
   *
   * @param patience how long to wait for it
   * @return whether it has ended
   * @throws InterruptedException if the thread is interrupted meanwhile; nothing is lost by that
   */
  boolean settle(Duration patience) throws InterruptedException;

  /**
   * Commits, and rewrites the segments that hold chunks which were deleted or replaced, so that
   * nothing of them is left in the index's files. Segments without any are not touched. A view that
   * was leased before keeps its files until it is closed.
   *
   * @return the commit's generation
   */
  long purge();

  IndexStats stats();

  /** Commits nothing: what was not committed is dropped. */
  @Override
  void close();
}
