package io.footnote.ingest.parse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A temporary folder that tells whether the process that made it still lives: that process holds a
 * lock in it, which ends with it however it ends. Copies of documents are in such folders, so
 * whoever makes one looks for those that were left.
 *
 * @param lock open as long as the folder is in use
 */
record OwnedFolder(Path path, FileChannel lock) implements AutoCloseable {
  private static final String LOCK = "lock";

  /**
   * Folders of this process. It must not even open their locks again: on POSIX, closing any
   * descriptor of a file gives up all locks the process has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  /**
   * Makes one.
   *
   * @param prefix of its name; no other folder may have it
   */
  static OwnedFolder make(Path parent, String prefix) throws IOException {
    Path path = Files.createTempDirectory(parent, prefix).toRealPath();
    OWN.add(path);
    Path made = path.resolve("unlocked");
    FileChannel lock =
        FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException("another process has locked " + made);
    }
    // Nobody sees a lock that is not held.
    Files.move(made, path.resolve(LOCK));
    return new OwnedFolder(path, lock);
  }

  /** Folders of processes that are no more. */
  static List<Path> abandoned(Path parent, String prefix) throws IOException {
    List<Path> abandoned = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : folders) {
        if (isAbandoned(folder)) {
          abandoned.add(folder);
        }
      }
    }
    return abandoned;
  }

  private static boolean isAbandoned(Path folder) {
    Path lock = folder.resolve(LOCK);
    if (!Files.isWritable(lock)) {
      return false; // somebody else's, or being made or deleted
    }
    try {
      if (OWN.contains(folder.toRealPath())) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
        return channel.tryLock() != null;
      }
    } catch (IOException e) {
      return false; // deleted just now
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
    OWN.remove(path);
  }
}
