package io.footnote.index.lucene;

import java.io.IOException;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexWriter;

/**
 * Memory for documents not yet written to disk, shared by all open indexes: above the budget the
 * index that holds most writes a segment. Thread-safe.
 */
final class RamBudget {
  private final long bytes;
  private final Set<IndexWriter> writers = ConcurrentHashMap.newKeySet();

  RamBudget(long bytes) {
    this.bytes = bytes;
  }

  double megabytes() {
    return bytes / (1024.0 * 1024.0);
  }

  void add(IndexWriter writer) {
    writers.add(writer);
  }

  void remove(IndexWriter writer) {
    writers.remove(writer);
  }

  /** Called after each change. */
  void enforce() throws IOException {
    long used = 0;
    for (IndexWriter writer : writers) {
      used += used(writer);
    }
    if (used > bytes) {
      IndexWriter largest =
          writers.stream().max(Comparator.comparingLong(RamBudget::used)).orElse(null);
      if (largest != null && largest.isOpen()) {
        largest.flushNextBuffer();
      }
    }
  }

  private static long used(IndexWriter writer) {
    return writer.isOpen() ? writer.ramBytesUsed() : 0;
  }
}
