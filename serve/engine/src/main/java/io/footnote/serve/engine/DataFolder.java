package io.footnote.serve.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where everything lies in a data folder.
 *
 * @param root the folder
 */
public record DataFolder(Path root) {
  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /** Held by the process that writes. */
  public Path lock() {
    return root.resolve("lock");
  }

  /** The vector cache. */
  public Path vectors() {
    return root.resolve("vectors.db");
  }

  /** Parsed documents by content hash. */
  public Path parsed() {
    return root.resolve("parsed");
  }

  /** Documents as they came, by content hash; empty unless they are to be kept. */
  public Path originals() {
    return root.resolve("originals");
  }

  /** Models an operator installed. */
  public Path models() {
    return root.resolve("models");
  }

  /** Uploads until their job is done, or can no longer be retried. */
  public Path uploads() {
    return root.resolve("uploads");
  }

  /** There while a deletion may be unfinished. */
  Path deleting() {
    return root.resolve("deleting");
  }

  /** What outlives no job. */
  public Path scratch() {
    return root.resolve("scratch");
  }

  /**
   * Deletes what processes that died have left in {@link #scratch}; by the holder of the data
   * folder, before its first job.
   */
  void emptyScratch() {
    if (!Files.isDirectory(scratch())) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(scratch(), "*.tmp")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be emptied; delete what is in it".formatted(scratch()), e);
    }
  }

  public Path collections() {
    return root.resolve("collections");
  }

  public Path collection(String name) {
    return collections().resolve(name);
  }

  public Path index(String collection) {
    return collection(collection).resolve("index");
  }

  /** From which confidence on a collection's questions are answered, where that is set. */
  Path thresholds(String collection) {
    return collection(collection).resolve("thresholds.json");
  }

  /** An index in the making, see {@link CollectionFolders}. */
  Path newIndex(String collection) {
    return collection(collection).resolve("index.new");
  }

  /** An index that was replaced, until it is deleted. */
  Path oldIndex(String collection) {
    return collection(collection).resolve("index.old");
  }
}
