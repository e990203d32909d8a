package io.footnote.serve.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of collections. Whatever changes does so by renaming, so that a process that dies
 * leaves a collection that is there whole or not at all.
 *
 * <p>An index is exchanged in two steps: {@code index} becomes {@code index.old}, then {@code
 * index.new} becomes {@code index}. Between them readers use {@code index.old}, and {@link
 * #recover} does the second step if nobody else did.
 */
final class CollectionFolders {
  /** A deleted collection's folder gets this name first. */
  private static final String DELETED = ".deleted-";

  private final DataFolder folder;

  CollectionFolders(DataFolder folder) {
    this.folder = folder;
  }

  /** Names of all collections, sorted. */
  List<String> names() {
    if (!Files.isDirectory(folder.collections())) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.collections())) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (!name.startsWith(".") && exists(name)) {
          names.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  boolean exists(String name) {
    return Files.isDirectory(folder.index(name)) || Files.isDirectory(folder.oldIndex(name));
  }

  /** Where the index of a collection lies now, or will lie. */
  Path index(String name) {
    Path index = folder.index(name);
    Path old = folder.oldIndex(name);
    return !Files.isDirectory(index) && Files.isDirectory(old) ? old : index;
  }

  /** Where an index is made that is to take the place of the present one. */
  Path newIndex(String name) {
    return folder.newIndex(name);
  }

  void discardNewIndex(String name) {
    try {
      deleteTree(folder.newIndex(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the new index, which is whole, in the place of the present one. */
  void exchange(String name) {
    try {
      deleteTree(folder.oldIndex(name));
      move(folder.index(name), folder.oldIndex(name));
      move(folder.newIndex(name), folder.index(name));
      deleteTree(folder.oldIndex(name));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the new index of collection '" + name + "' cannot be put in place: " + e.getMessage(),
          e);
    }
  }

  /**
   * @param mark makes the name of what is deleted unique
   */
  void delete(String name, String mark) {
    try {
      Path doomed = folder.collections().resolve(DELETED + name + "-" + mark);
      move(folder.collection(name), doomed);
      deleteTree(doomed);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "collection '" + name + "' cannot be deleted: " + e.getMessage(), e);
    }
  }

  /** Ends what a process that died had begun; by the holder of the data folder alone. */
  void recover() {
    if (!Files.isDirectory(folder.collections())) {
      return;
    }
    try {
      try (DirectoryStream<Path> doomed =
          Files.newDirectoryStream(folder.collections(), DELETED + "*")) {
        for (Path path : doomed) {
          deleteTree(path);
        }
      }
      for (String name : names()) {
        if (!Files.isDirectory(folder.index(name))) {
          // The old index is moved away only when the new one is whole.
          boolean made = Files.isDirectory(folder.newIndex(name));
          move(made ? folder.newIndex(name) : folder.oldIndex(name), folder.index(name));
        }
        deleteTree(folder.oldIndex(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
