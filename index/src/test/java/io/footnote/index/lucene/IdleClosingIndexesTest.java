package io.footnote.index.lucene;

import static io.footnote.index.SampleDocuments.document;
import static io.footnote.index.lucene.LuceneChunkIndexTest.MANIFEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.CandidatesContract;
import io.footnote.index.ChunkIndex;
import io.footnote.index.IdleClosingIndexes;
import io.footnote.index.IndexException;
import io.footnote.index.PermissionsContract;
import io.footnote.index.ReadView;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.WritingContract;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleClosingIndexesTest {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final VisiblePolicies ALL = _ -> PolicyIds.everything();
  private static final Principal OPERATOR = Principal.operator("op");

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final IdleClosingIndexes indexes =
      new IdleClosingIndexes(new LuceneIndexes(), IDLE, now::get);

  @AfterEach
  void close() {
    indexes.close();
  }

  @Nested
  class Writing extends WritingContract {
    @Override
    protected ChunkIndex open(VisiblePolicies visible) {
      return indexes.open(folder, MANIFEST, visible);
    }
  }

  @Nested
  class Permissions extends PermissionsContract {
    @Override
    protected ChunkIndex open(VisiblePolicies visible) {
      return indexes.open(folder, MANIFEST, visible);
    }
  }

  @Nested
  class Candidates extends CandidatesContract {
    @Override
    protected ChunkIndex open(VisiblePolicies visible) {
      return indexes.open(folder, MANIFEST, visible);
    }
  }

  @Test
  void anUnusedIndexGivesBackItsFilesAndThreadAndComesBackWithTheNextCall() throws IOException {
    try (ChunkIndex index = indexes.open(folder, MANIFEST, ALL)) {
      document("d", "alpha").putInto(index);
      long generation = index.commit();
      pass(IDLE.minusMillis(1));
      assertThat(indexes.closeIdle()).isZero();
      assertThat(isLocked()).isTrue();
      pass(Duration.ofMillis(1));
      assertThat(indexes.closeIdle()).isOne();
      assertThat(indexes.open()).isZero();
      assertThat(isLocked()).isFalse();
      assertThat(ownerThreads()).isZero();
      assertThat(indexes.closeIdle()).as("closed already").isZero();
      index.refresh();
      assertThat(index.manifest()).isEqualTo(MANIFEST);
      assertThat(indexes.open()).as("neither needs the files").isZero();

      assertThat(documents(index)).isOne();
      assertThat(isLocked()).isTrue();
      idle();
      document("e", "beta").putInto(index);
      assertThat(index.commit()).isGreaterThan(generation);
      idle();
      assertThat(index.delete("d")).isOne();
      index.commit();
      idle();
      assertThat(index.stats().documents()).isOne();
    }
    assertThat(indexes.open()).isZero();
  }

  @Test
  void aLeasedViewKeepsItOpen() {
    try (ChunkIndex index = indexes.open(folder, MANIFEST, ALL)) {
      document("d", "alpha").putInto(index);
      index.commit();
      ReadView view = index.lease(OPERATOR);
      ReadView second = index.lease(OPERATOR);
      second.close();
      second.close();
      pass(IDLE);
      assertThat(indexes.closeIdle()).isZero();
      assertThat(view.counts().documents()).isOne();
      view.close();
      assertThat(indexes.closeIdle()).as("used just now").isZero();
      idle();
    }
  }

  @Test
  void changesThatNoCommitHoldsKeepItOpen() {
    try (ChunkIndex index = indexes.open(folder, MANIFEST, ALL)) {
      document("d", "alpha").putInto(index);
      index.refresh();
      pass(IDLE);
      assertThat(indexes.closeIdle()).isZero();
      assertThat(documents(index)).isOne();
      index.commit();
      idle();
      assertThat(documents(index)).isOne();
    }
  }

  @Test
  void aReaderComesBackWithTheLastCommit() {
    try (ChunkIndex writer = indexes.open(folder, MANIFEST, ALL);
        ChunkIndex reader = indexes.openReadOnly(folder, MANIFEST, ALL)) {
      assertThat(documents(reader)).isZero();
      pass(IDLE);
      assertThat(indexes.closeIdle()).isEqualTo(2);
      document("d", "alpha").putInto(writer);
      writer.commit();
      assertThat(documents(reader)).isOne();
    }
  }

  @Test
  void aClosedIndexDoesNotComeBack() {
    ChunkIndex index = indexes.open(folder, MANIFEST, ALL);
    index.close();
    index.close();
    assertThatThrownBy(() -> index.lease(OPERATOR))
        .isInstanceOf(IndexException.class)
        .hasMessage("the index in " + folder + " is closed");
    assertThatThrownBy(() -> new IdleClosingIndexes(indexes, Duration.ZERO, now::get))
        .hasMessage("idle must be above 0, but got: PT0S");
  }

  @Test
  void aHundredCollectionsLiveInOneProcess() {
    List<ChunkIndex> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ChunkIndex index = indexes.open(folder.resolve("c" + i), MANIFEST, ALL);
      document("d" + i, "alpha").putInto(index);
      index.commit();
      all.add(index);
      pass(IDLE);
      indexes.closeIdle();
      assertThat(indexes.open()).isZero();
    }
    assertThat(ownerThreads()).isZero();
    for (ChunkIndex index : all) {
      assertThat(documents(index)).isOne();
    }
    assertThat(indexes.open()).isEqualTo(100);
    pass(IDLE);
    assertThat(indexes.closeIdle()).isEqualTo(100);
    assertThat(ownerThreads()).isZero();
    all.forEach(ChunkIndex::close);
  }

  /** Writers and readers while the index is closed at every moment when nobody uses it. */
  @Test
  void nothingIsLostWhenUseAndClosingRace() throws Exception {
    long seed = Long.getLong("footnote.test.seed", System.nanoTime());
    System.err.println("IdleClosingIndexesTest seed " + seed);
    AtomicBoolean done = new AtomicBoolean();
    int closings;
    try (ChunkIndex index = indexes.open(folder, MANIFEST, ALL);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<Integer> closer =
          threads.submit(() -> {
            int closed = 0;
            while (!done.get()) {
              pass(IDLE);
              closed += indexes.closeIdle();
              Thread.onSpinWait();
            }
            return closed;
          });
      List<Future<Boolean>> users = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        users.add(threads.submit(user(index, "t" + thread, new Random(seed + thread))));
      }
      try {
        for (Future<Boolean> user : users) {
          assertThat(user.get()).as("seed %d", seed).isTrue();
        }
      } finally {
        done.set(true);
      }
      closings = closer.get();
    }
    assertThat(closings).as("seed %d", seed).isPositive();
  }

  private static Callable<Boolean> user(ChunkIndex index, String name, Random random) {
    return () -> {
      int committed = 0;
      for (int i = 0; i < 60; i++) {
        switch (random.nextInt(3)) {
          case 0 -> {
            int more = 1 + random.nextInt(3);
            for (int d = 0; d < more; d++) {
              document(name + "-" + (committed + d), "alpha " + d).putInto(index);
            }
            if (random.nextBoolean()) {
              index.refresh();
            }
            index.commit();
            committed += more;
          }
          case 1 -> index.refresh();
          default -> {
            // Between calls, so that closing can fall there.
            Thread.yield();
          }
        }
        try (ReadView view = index.lease(OPERATOR)) {
          for (int d = 0; d < committed; d++) {
            if (view.document(name + "-" + d).isEmpty()) {
              throw new AssertionError(name + "-" + d + " was committed and is gone");
            }
          }
        }
      }
      return true;
    };
  }

  private void pass(Duration time) {
    now.updateAndGet(moment -> moment.plus(time));
  }

  private void idle() {
    pass(IDLE);
    assertThat(indexes.closeIdle()).isOne();
  }

  private boolean isLocked() throws IOException {
    try (FSDirectory directory = FSDirectory.open(folder);
        Lock _ = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      return false;
    } catch (LockObtainFailedException e) {
      return true;
    }
  }

  /** A thread that has ended its work may live for another moment. */
  private long ownerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("footnote-index-" + folder))
        .filter(IdleClosingIndexesTest::staysAlive)
        .count();
  }

  private static boolean staysAlive(Thread thread) {
    try {
      return !thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long documents(ChunkIndex index) {
    try (ReadView view = index.lease(OPERATOR)) {
      return view.counts().documents();
    }
  }
}
