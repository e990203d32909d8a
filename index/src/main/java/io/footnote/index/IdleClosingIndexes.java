package io.footnote.index;

import io.footnote.index.model.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Indexes that give back files, threads and memory while nobody uses them, so that a process may
 * hold many collections. An index is closed once it has had no leased view, no call under way and
 * no change that is not committed for a while, and opened again by the next call; who uses it
 * notices nothing but the time that takes.
 *
 * <p>Nothing is closed by itself: whoever owns this calls {@link #closeIdle()} now and then.
 * Thread-safe.
 */
public final class IdleClosingIndexes implements ChunkIndexes {
  private final ChunkIndexes indexes;
  private final Duration idle;
  private final InstantSource clock;
  private final Set<IdleClosingIndex> known = ConcurrentHashMap.newKeySet();

  /**
   * @param indexes opens the indexes; taken over, closed with this
   * @param idle how long an index must have been unused, above 0
   */
  public IdleClosingIndexes(ChunkIndexes indexes, Duration idle, InstantSource clock) {
    if (!idle.isPositive()) {
      throw new IllegalArgumentException("idle must be above 0, but got: " + idle);
    }
    this.indexes = indexes;
    this.idle = idle;
    this.clock = clock;
  }

  @Override
  public Optional<Manifest> manifest(Path folder) {
    return indexes.manifest(folder);
  }

  @Override
  public ChunkIndex open(Path folder, Manifest manifest, VisiblePolicies policies) {
    return add(
        new IdleClosingIndex(
            folder, () -> indexes.open(folder, manifest, policies), clock, known::remove));
  }

  @Override
  public ChunkIndex openReadOnly(Path folder, Manifest manifest, VisiblePolicies policies) {
    return add(
        new IdleClosingIndex(
            folder, () -> indexes.openReadOnly(folder, manifest, policies), clock, known::remove));
  }

  @Override
  public ChunkIndex openReadOnlyWhateverMadeIt(Path folder, VisiblePolicies policies) {
    return add(
        new IdleClosingIndex(
            folder,
            () -> indexes.openReadOnlyWhateverMadeIt(folder, policies),
            clock,
            known::remove));
  }

  private ChunkIndex add(IdleClosingIndex index) {
    known.add(index);
    return index;
  }

  /**
   * Closes what has been idle for long enough.
   *
   * @return indexes closed by this call
   */
  public int closeIdle() {
    int closed = 0;
    for (IdleClosingIndex index : known) {
      closed += index.closeIfUnusedSince(clock.instant().minus(idle)) ? 1 : 0;
    }
    return closed;
  }

  /** Indexes that hold files now. */
  public int open() {
    return (int) known.stream().filter(IdleClosingIndex::isOpen).count();
  }

  @Override
  public void close() {
    indexes.close();
  }
}
