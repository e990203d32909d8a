package io.footnote.index.lucene;

import io.footnote.index.ChunkIndex;
import io.footnote.index.IndexException;
import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.Principal;
import io.footnote.index.model.Replacement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;

/**
 * A collection's index, open for writing.
 *
 * <p>A document's chunks and record are one block of one segment: Lucene shows a block whole or not
 * at all, and exchanges it for the old one in the same step. After {@link #commit()} views show the
 * commit itself rather than the writer's state, which background merges change; so what a search
 * returns after a commit is what it returns after a restart.
 */
final class LuceneChunkIndex implements ChunkIndex {
  private final Path folder;
  private final Directory directory;
  private final IndexWriter writer;
  private final PooledMergeScheduler merges;
  private final Views views;
  private final Family family;
  private final OwnerThread owner;
  private final RamBudget memory;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Whether there are changes that views do not show; owned by the owner thread. */
  private boolean dirty;

  /** Whether there are changes that no commit holds; owned by the owner thread. */
  private boolean uncommitted;

  /**
   * @param directory taken over, closed with this
   * @param writer taken over, rolled back with this
   * @param merges the writer's
   */
  LuceneChunkIndex(
      Path folder,
      Directory directory,
      IndexWriter writer,
      PooledMergeScheduler merges,
      Views views,
      RamBudget memory) {
    this.folder = folder;
    this.directory = directory;
    this.writer = writer;
    this.merges = merges;
    this.views = views;
    this.memory = memory;
    family = new Family(writer);
    owner = new OwnerThread(folder.toString());
    memory.add(writer);
  }

  @Override
  public Manifest manifest() {
    return views.manifest();
  }

  @Override
  public ReadView lease(Principal principal) {
    return views.lease(principal);
  }

  @Override
  public void replaceAll(List<Replacement> replacements) {
    change(() -> {
      for (Replacement replacement : replacements) {
        DocumentRecord document = replacement.document();
        writer.updateDocuments(
            new Term(Fields.DOCUMENT_ID, document.documentId()),
            new DocumentBlock(document, replacement.chunks(), manifest().dimension()));
        memory.enforce();
      }
      return true;
    });
  }

  @Override
  public long delete(String documentId) {
    return change(() -> {
      Family.Members members = family.of(documentId);
      writer.deleteDocuments(terms(members).toArray(Term[]::new));
      return members.chunks();
    });
  }

  @Override
  public void setPolicy(String documentId, long policyId) {
    change(() -> {
      for (Term term : terms(family.of(documentId))) {
        writer.updateNumericDocValue(term, Fields.POLICY, policyId);
      }
      return true;
    });
  }

  @Override
  public void refresh() {
    run(() -> {
      if (dirty) {
        views.exchange(DirectoryReader.openIfChanged(views.reader(), writer));
        dirty = false;
      }
      return true;
    });
  }

  @Override
  public long commit() {
    return run(() -> {
      if (uncommitted) {
        // Merges alone make no commit: they would change rankings of a commit that has not
        // changed.
        writer.commit();
        uncommitted = false;
      }
      return showLastCommit();
    });
  }

  private long showLastCommit() throws IOException {
    IndexCommit commit = DirectoryReader.listCommits(directory).getLast();
    views.exchange(DirectoryReader.openIfChanged(views.reader(), commit));
    dirty = false;
    return commit.getGeneration();
  }

  @Override
  public boolean settle(Duration patience) throws InterruptedException {
    run(() -> {
      writer.forceMerge(1, false); // SegmentMerges decides what is worth it
      return true;
    });
    if (!merges.awaitIdle(patience)) {
      return false;
    }
    run(() -> {
      if (uncommitted || writer.hasUncommittedChanges()) {
        writer.commit();
        uncommitted = false;
      }
      return showLastCommit();
    });
    return true;
  }

  @Override
  public long purge() {
    return run(() -> {
      family.close(); // its reader would keep the old files
      rewriteWhatHoldsDeleted();
      writer.commit();
      uncommitted = false;
      long generation = showLastCommit();
      writer.deleteUnusedFiles();
      return generation;
    });
  }

  /**
   * A segment that a merge under way reads from is passed over, and what was deleted since that
   * merge began is deleted, but still there, in what it makes: then that is rewritten.
   */
  private void rewriteWhatHoldsDeleted() throws IOException {
    do {
      writer.forceMergeDeletes();
      merges.awaitIdle(); // Lucene waits for merges it begins here, not for those under way
    } while (writer.hasDeletions() || writer.hasPendingMerges());
  }

  @Override
  public IndexStats stats() {
    return views.stats();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      memory.remove(writer);
      try (directory;
          views;
          owner) {
        run(() -> {
          family.close();
          writer.rollback();
          return true;
        });
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  /** For tests. */
  VisibilityCache visibility() {
    return views.visibility();
  }

  private static List<Term> terms(Family.Members members) {
    return members.documentIds().stream().map(id -> new Term(Fields.DOCUMENT_ID, id)).toList();
  }

  private <T> T change(Writing<T> writing) {
    return run(() -> {
      dirty = true;
      uncommitted = true;
      T result = writing.write();
      memory.enforce();
      return result;
    });
  }

  private <T> T run(Writing<T> writing) {
    return owner.call(() -> {
      try {
        return writing.write();
      } catch (IOException | AlreadyClosedException e) {
        throw failed(e);
      }
    });
  }

  private IndexException failed(Exception e) {
    return new IndexException(
        "the index in %s could not be written: %s; what was committed is safe, open it again once the cause is removed"
            .formatted(folder, e.getMessage()),
        e);
  }

  private interface Writing<T> {
    T write() throws IOException;
  }
}
