package io.footnote.ingest.parse;

import java.io.IOException;
import java.nio.file.Path;

/** Takes copies of documents as they came, by content hash. Thread-safe. */
public interface OriginalKeeper {
  /** Keeps nothing. */
  OriginalKeeper NONE =
      new OriginalKeeper() {
        @Override
        public boolean wants(String contentHash) {
          return false;
        }

        @Override
        public void keep(String contentHash, Path file, Hashing hashing) {}
      };

  /** Whether {@link #keep} would copy something. */
  boolean wants(String contentHash);

  /**
   * Keeps a copy, whole or not at all, also after the process died. A file that has changed since
   * it was hashed is not kept: its next ingest does that.
   *
   * @param contentHash {@code DocumentRecord.contentHash} of its document
   * @param hashing makes {@code contentHash} of a copy
   */
  void keep(String contentHash, Path file, Hashing hashing);

  /** Makes a content hash. */
  interface Hashing {
    String hash(Path file) throws IOException;
  }
}
