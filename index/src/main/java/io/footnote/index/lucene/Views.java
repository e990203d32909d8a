package io.footnote.index.lucene;

import io.footnote.index.IndexException;
import io.footnote.index.ReadView;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** The current searcher of an index, leased to views and exchanged as a whole. Thread-safe. */
final class Views implements AutoCloseable {
  private final Path folder;
  private final VisiblePolicies policies;
  private final SearchPool pool;
  private final VisibilityCache visibility = new VisibilityCache();
  private volatile Manifest manifest;
  private volatile @Nullable ChunkSearcher current;

  /**
   * @param reader taken over: closed when exchanged or with this
   */
  Views(
      Path folder,
      DirectoryReader reader,
      Manifest manifest,
      VisiblePolicies policies,
      SearchPool pool)
      throws IOException {
    this.folder = folder;
    this.manifest = manifest;
    this.policies = policies;
    this.pool = pool;
    current = new ChunkSearcher(reader);
  }

  /** What made the commit shown now, or the one it changed. */
  Manifest manifest() {
    return manifest;
  }

  ReadView lease(Principal principal) {
    PolicyIds visible = policies.visibleTo(principal);
    return new LuceneReadView(
        acquire(),
        visible,
        visible.all() ? null : new VisibilityQuery(visible, visibility),
        pool,
        manifest);
  }

  /** The reader of views leased now; valid until exchanged. */
  DirectoryReader reader() {
    ChunkSearcher searcher = current;
    if (searcher == null) {
      throw closed();
    }
    return (DirectoryReader) searcher.getIndexReader();
  }

  /** Shows another reader to views leased from now on; does nothing if it is null. */
  synchronized void exchange(@Nullable DirectoryReader reader) throws IOException {
    if (reader != null) {
      DirectoryReader old = reader();
      manifest = ManifestCodec.decode(folder, reader.getIndexCommit().getUserData());
      current = new ChunkSearcher(reader);
      old.decRef();
    }
  }

  IndexStats stats() {
    ChunkSearcher searcher = acquire();
    try {
      DirectoryReader reader = (DirectoryReader) searcher.getIndexReader();
      Term chunk = new Term(Fields.KIND, Fields.CHUNK);
      int chunks = searcher.count(new TermQuery(chunk));
      long bytes = 0;
      for (LeafReaderContext leaf : reader.leaves()) {
        if (FilterLeafReader.unwrap(leaf.reader()) instanceof SegmentReader segment) {
          bytes += segment.getSegmentInfo().sizeInBytes();
        }
      }
      return new IndexStats(
          manifest,
          searcher.count(new TermQuery(new Term(Fields.KIND, Fields.DOCUMENT))),
          chunks,
          reader.docFreq(chunk) - chunks,
          reader.leaves().size(),
          bytes,
          reader.getIndexCommit().getGeneration());
    } catch (IOException e) {
      throw new IndexException(
          "the index in " + folder + " cannot be read; check it with: footnote index verify", e);
    } finally {
      release(searcher);
    }
  }

  /** Bitsets of visible documents held now; for tests. */
  VisibilityCache visibility() {
    return visibility;
  }

  @Override
  public synchronized void close() {
    ChunkSearcher searcher = current;
    current = null;
    if (searcher != null) {
      release(searcher);
    }
  }

  private ChunkSearcher acquire() {
    while (true) {
      ChunkSearcher searcher = current;
      if (searcher == null) {
        throw closed();
      }
      if (searcher.getIndexReader().tryIncRef()) {
        return searcher;
      }
    }
  }

  private void release(ChunkSearcher searcher) {
    try {
      searcher.getIndexReader().decRef();
    } catch (IOException e) {
      throw new IndexException("the index in " + folder + " could not be closed", e);
    }
  }

  private IndexException closed() {
    return new IndexException("the index in " + folder + " is closed");
  }
}
