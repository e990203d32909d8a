package io.footnote.index.lucene;

/**
 * What all indexes share.
 *
 * @param searchThreads platform threads that search
 * @param mergeThreads platform threads that merge segments
 * @param ramBytes memory for documents not yet written to disk, over all indexes
 */
public record LuceneSettings(int searchThreads, int mergeThreads, long ramBytes) {
  private static final int DEFAULT_MERGE_THREADS = 2;
  private static final long DEFAULT_RAM_BYTES = 128L << 20;

  public LuceneSettings {
    if (searchThreads < 1) {
      throw new IllegalArgumentException(
          "searchThreads must be at least 1, but got: " + searchThreads);
    }
    if (mergeThreads < 1) {
      throw new IllegalArgumentException(
          "mergeThreads must be at least 1, but got: " + mergeThreads);
    }
    if (ramBytes < 1 << 20) {
      throw new IllegalArgumentException("ramBytes must be at least 1 MiB, but got: " + ramBytes);
    }
  }

  /** As many search threads as cores (at least 2), 2 merge threads, 128 MiB. */
  public static LuceneSettings ofDefaults() {
    return new LuceneSettings(
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        DEFAULT_MERGE_THREADS,
        DEFAULT_RAM_BYTES);
  }
}
