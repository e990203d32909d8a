package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents as they came, byte for byte, in files by content hash; documents of equal content share
 * one. Thread-safe.
 */
public final class FileOriginals implements OriginalKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(FileOriginals.class);

  private final HashedFiles files;

  /**
   * @param folder created when the first original is kept
   */
  public FileOriginals(Path folder) {
    this.files = new HashedFiles(folder, ".original", "original");
  }

  @Override
  public boolean wants(String contentHash) {
    return !Files.exists(files.file(contentHash));
  }

  @Override
  public void keep(String contentHash, Path file, Hashing hashing) {
    if (wants(contentHash)) {
      files.store(
          contentHash,
          copy -> {
            Files.copy(file, copy);
            boolean same = hashing.hash(copy).equals(contentHash);
            if (!same) {
              LOG.warn("{} changed while it was read; its original is not kept this time", file);
            }
            return same;
          });
    }
  }

  /** The original, for the caller to close; empty if it is not kept. */
  public Optional<InputStream> open(String contentHash) {
    Path file = files.file(contentHash);
    try {
      return Optional.of(Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the original %s cannot be read".formatted(file), e);
    }
  }

  /** Forgets an original, if it is kept. */
  public void delete(String contentHash) {
    files.delete(contentHash);
  }

  /**
   * Forgets all originals but these, and what a process that died has left half copied. Nothing may
   * be kept meanwhile.
   */
  public void retain(Set<String> contentHashes) {
    files.retain(contentHashes);
  }
}
