package io.footnote.index;

import io.footnote.index.model.Manifest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens the indexes of collections; they share merge threads, search threads and memory.
 * Thread-safe.
 */
public interface ChunkIndexes extends AutoCloseable {

  /**
   * What made the last commit of an index, without opening it; empty if there is none.
   *
   * @throws IndexException if the folder cannot be read
   */
  Optional<Manifest> manifest(Path folder);

  /**
   * Opens or creates an index. Only one process at a time may hold a folder open for writing.
   *
   * @param folder the index's own folder; created if missing
   * @param manifest what would be written into a new index
   * @throws ManifestMismatchException if an existing index was made by something else
   * @throws IndexException if the folder is held by another process or cannot be read
   */
  ChunkIndex open(Path folder, Manifest manifest, VisiblePolicies policies);

  /**
   * Opens the last commit of an existing index for reading alone; takes no lock and starts no
   * writer. Every method that changes the index throws {@link UnsupportedOperationException}.
   */
  ChunkIndex openReadOnly(Path folder, Manifest manifest, VisiblePolicies policies);

  /**
   * As {@link #openReadOnly}, without asking what made the index: for reading its records, in order
   * to make it anew or to show what is there. Scores would mean nothing where the manifest differs
   * from what is configured. Records can be read where {@link Manifest#schemaVersion()} is today's.
   */
  ChunkIndex openReadOnlyWhateverMadeIt(Path folder, VisiblePolicies policies);

  @Override
  void close();
}
