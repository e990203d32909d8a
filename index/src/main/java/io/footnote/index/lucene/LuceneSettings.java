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

  /** What is not yet written must not fill a small heap. */
  private static final int SHARE_OF_THE_HEAP = 8;

  private static final long LEAST_RAM_BYTES = 1 << 20;

  public LuceneSettings {
    if (searchThreads < 1) {
      throw new IllegalArgumentException(
          "searchThreads must be at least 1, but got: " + searchThreads);
    }
    if (mergeThreads < 1) {
      throw new IllegalArgumentException(
          "mergeThreads must be at least 1, but got: " + mergeThreads);
    }
    if (ramBytes < LEAST_RAM_BYTES) {
      throw new IllegalArgumentException("ramBytes must be at least 1 MiB, but got: " + ramBytes);
    }
  }

  /**
   * As many search threads as cores (at least 2), 2 merge threads, 128 MiB or an eighth of the heap
   * if that is less.
   */
  public static LuceneSettings ofDefaults() {
    return new LuceneSettings(
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        DEFAULT_MERGE_THREADS,
        ramBytes(Runtime.getRuntime().maxMemory()));
  }

  static long ramBytes(long heapBytes) {
    return Math.clamp(heapBytes / SHARE_OF_THE_HEAP, LEAST_RAM_BYTES, DEFAULT_RAM_BYTES);
  }
}
