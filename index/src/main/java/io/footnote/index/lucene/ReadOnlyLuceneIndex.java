package io.footnote.index.lucene;

import io.footnote.index.ChunkIndex;
import io.footnote.index.IndexException;
import io.footnote.index.ReadView;
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
import org.apache.lucene.store.Directory;

/**
 * The last commit of an index, without lock and writer. {@link #refresh()} shows a newer commit.
 */
final class ReadOnlyLuceneIndex implements ChunkIndex {
  private final Path folder;
  private final Directory directory;
  private final Views views;
  private final AtomicBoolean closed = new AtomicBoolean();

  ReadOnlyLuceneIndex(Path folder, Directory directory, Views views) {
    this.folder = folder;
    this.directory = directory;
    this.views = views;
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
    throw readOnly();
  }

  @Override
  public long delete(String documentId) {
    throw readOnly();
  }

  @Override
  public void setPolicy(String documentId, long policyId) {
    throw readOnly();
  }

  @Override
  public synchronized void refresh() {
    try {
      views.exchange(DirectoryReader.openIfChanged(views.reader()));
    } catch (IOException e) {
      throw new IndexException("the index in " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public long commit() {
    throw readOnly();
  }

  @Override
  public boolean settle(Duration patience) {
    throw readOnly();
  }

  @Override
  public long purge() {
    throw readOnly();
  }

  @Override
  public IndexStats stats() {
    return views.stats();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      views.close();
      try {
        directory.close();
      } catch (IOException e) {
        throw new IndexException("the index in " + folder + " could not be closed", e);
      }
    }
  }

  private UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(
        "the index in " + folder + " is open for reading alone");
  }
}
