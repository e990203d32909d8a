package io.footnote.index;

import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.Principal;
import io.footnote.index.model.Replacement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An index that is open while it is used and for a while after; see {@link IdleClosingIndexes}.
 *
 * <p>Opening and closing hold the monitor, so a call that comes meanwhile waits and then finds the
 * index open or opens it. A change counts twice, when it begins and when it has ended: a commit
 * covers only what had ended when it began, and until a commit covers everything the index stays
 * open.
 */
final class IdleClosingIndex implements ChunkIndex {
  private final Path folder;
  private final Supplier<ChunkIndex> opening;
  private final InstantSource clock;
  private final Consumer<IdleClosingIndex> whenClosed;

  private @Nullable ChunkIndex index;
  private Manifest manifest;
  private Instant lastUsed;
  private int users;
  private long changes;
  private long committed;
  private boolean closed;

  /**
   * @param opening opens the index; called at once, so that what is wrong with it shows at once
   * @param whenClosed told when this is closed for good
   */
  IdleClosingIndex(
      Path folder,
      Supplier<ChunkIndex> opening,
      InstantSource clock,
      Consumer<IdleClosingIndex> whenClosed) {
    this.folder = folder;
    this.opening = opening;
    this.clock = clock;
    this.whenClosed = whenClosed;
    ChunkIndex opened = opening.get();
    this.index = opened;
    this.manifest = opened.manifest();
    this.lastUsed = clock.instant();
  }

  @Override
  public synchronized Manifest manifest() {
    return index == null ? manifest : index.manifest();
  }

  @Override
  public ReadView lease(Principal principal) {
    ChunkIndex used = use();
    try {
      AtomicBoolean given = new AtomicBoolean();
      return new LeasedView(
          used.lease(principal),
          () -> {
            if (given.compareAndSet(false, true)) {
              giveBack();
            }
          });
    } catch (RuntimeException | Error e) {
      giveBack();
      throw e;
    }
  }

  @Override
  public void replaceAll(List<Replacement> replacements) {
    change(used -> {
      used.replaceAll(replacements);
      return true;
    });
  }

  @Override
  public long delete(String documentId) {
    return change(used -> used.delete(documentId));
  }

  @Override
  public void setPolicy(String documentId, long policyId) {
    change(used -> {
      used.setPolicy(documentId, policyId);
      return true;
    });
  }

  @Override
  public void refresh() {
    if (isOpen()) { // else the next use opens the last commit, and there is nothing else to show
      with(used -> {
        used.refresh();
        return true;
      });
    }
  }

  @Override
  public long commit() {
    return committing(ChunkIndex::commit);
  }

  @Override
  public boolean settle(Duration patience) throws InterruptedException {
    ChunkIndex used = use();
    try {
      long covered = changes();
      boolean settled = used.settle(patience);
      if (settled) {
        commitCovers(covered);
      }
      return settled;
    } finally {
      giveBack();
    }
  }

  @Override
  public long purge() {
    return committing(ChunkIndex::purge);
  }

  private long committing(ToLongFunction<ChunkIndex> commit) {
    return with(used -> {
      long covered = changes();
      long generation = commit.applyAsLong(used);
      commitCovers(covered);
      return generation;
    });
  }

  @Override
  public IndexStats stats() {
    return with(ChunkIndex::stats);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      whenClosed.accept(this);
      shut();
    }
  }

  synchronized boolean isOpen() {
    return index != null;
  }

  /** Closes the index until its next use, unless it has been used after {@code moment}. */
  synchronized boolean closeIfUnusedSince(Instant moment) {
    if (index == null || users > 0 || changes > committed || lastUsed.isAfter(moment)) {
      return false;
    }
    shut();
    return true;
  }

  private synchronized void shut() {
    ChunkIndex open = index;
    if (open != null) {
      manifest = open.manifest();
      index = null;
      open.close();
    }
  }

  private <T> T change(Function<ChunkIndex, T> action) {
    return with(used -> {
      changed();
      try {
        return action.apply(used);
      } finally {
        changed();
      }
    });
  }

  private <T> T with(Function<ChunkIndex, T> action) {
    ChunkIndex used = use();
    try {
      return action.apply(used);
    } finally {
      giveBack();
    }
  }

  private synchronized ChunkIndex use() {
    if (closed) {
      throw new IndexException("the index in " + folder + " is closed");
    }
    ChunkIndex open = index;
    if (open == null) {
      open = opening.get();
      index = open;
    }
    users++;
    return open;
  }

  private synchronized void giveBack() {
    users--;
    lastUsed = clock.instant();
  }

  private synchronized void changed() {
    changes++;
  }

  private synchronized long changes() {
    return changes;
  }

  private synchronized void commitCovers(long covered) {
    committed = Math.max(committed, covered);
  }
}
