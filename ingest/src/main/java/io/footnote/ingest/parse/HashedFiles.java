package io.footnote.ingest.parse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files by content hash, {@code ab/cdef…} with an ending. A file appears whole, by renaming, so a
 * process that is killed leaves no half of one. Thread-safe.
 *
 * @param folder made when the first file is stored
 * @param ending of all names
 * @param what one of them holds, for messages
 */
record HashedFiles(Path folder, String ending, String what) {

  Path file(String contentHash) {
    if (!contentHash.matches("[0-9a-f]{8,128}")) {
      throw new IllegalArgumentException(
          "a content hash is 8 to 128 hexadecimal digits, but got: " + contentHash);
    }
    return shelf(contentHash).resolve(contentHash.substring(2) + ending);
  }

  private Path shelf(String contentHash) {
    return folder.resolve(contentHash.substring(0, 2));
  }

  /** Stores what the writer writes, unless it refuses to. */
  void store(String contentHash, Writer writer) {
    Path file = file(contentHash);
    Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      if (!Files.isDirectory(shelf(contentHash))) {
        Files.createDirectories(shelf(contentHash));
      }
      boolean moved = false;
      try {
        if (writer.write(written)) {
          Files.move(
              written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          moved = true;
        }
      } finally {
        if (!moved) {
          Files.deleteIfExists(written);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the %s could not be stored in %s; is the disk full?".formatted(what, folder), e);
    }
  }

  void delete(String contentHash) {
    try {
      Files.deleteIfExists(file(contentHash));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the %s %s could not be deleted".formatted(what, file(contentHash)), e);
    }
  }

  /** Deletes all but these, and what is half written; not what lies beside the shelves. */
  void retain(Set<String> contentHashes) {
    try {
      for (Path file : select(file -> !contentHashes.contains(hash(file)))) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%ss that are no longer used could not be deleted from %s".formatted(what, folder), e);
    }
  }

  /** The keys of all that are whole. */
  List<String> hashes() {
    try {
      return select(file -> !hash(file).isEmpty()).stream().map(this::hash).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s could not be listed".formatted(folder), e);
    }
  }

  private List<Path> select(Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !folder.equals(file.getParent()))
          .filter(wanted)
          .toList();
    }
  }

  /** The key of a file; of one that is half written, no key. */
  private String hash(Path file) {
    String name = folder.relativize(file).toString();
    return name.endsWith(ending)
        ? name.substring(0, name.length() - ending.length()).replace(File.separator, "")
        : "";
  }

  /** Writes a file. */
  interface Writer {
    /**
     * @return whether the file is to be stored
     */
    boolean write(Path file) throws IOException;
  }
}
