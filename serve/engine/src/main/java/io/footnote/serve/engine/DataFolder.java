package io.footnote.serve.engine;

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
