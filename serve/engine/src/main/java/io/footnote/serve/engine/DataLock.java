package io.footnote.serve.engine;

import io.footnote.serve.engine.model.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a data folder, held by one process at a time; the operating system takes it
 * back when the process ends, however it ends.
 */
final class DataLock implements AutoCloseable {
  /**
   * Folders held by this process. It must not even open the lock file of one again: on POSIX,
   * closing any descriptor of a file gives up all locks the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  // Both far behind the text, so that others can read who holds the lock even where locks are
  // mandatory.
  private static final long WRITES = Long.MAX_VALUE - 1;

  /**
   * Held along with {@link #WRITES}, and tried by those who only want to know: so a question never
   * keeps anyone from writing.
   */
  private static final long LIVES = Long.MAX_VALUE - 2;

  private final Path root;
  private final FileChannel channel;

  private DataLock(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * @throws UnavailableException if another process holds the folder
   */
  static synchronized DataLock acquire(DataFolder folder) {
    Path root = folder.root();
    if (!HELD.add(root)) {
      throw inUse(root, Long.toString(ProcessHandle.current().pid()));
    }
    boolean acquired = false;
    try {
      DataLock lock = open(folder);
      acquired = true;
      return lock;
    } catch (IOException e) {
      throw new UnavailableException(
          "data_folder_unusable",
          null,
          "the data folder " + root + " cannot be written to: " + e.getMessage(),
          e);
    } finally {
      if (!acquired) {
        HELD.remove(root);
      }
    }
  }

  /** Whether someone holds the folder, in this process or another. */
  static synchronized boolean isHeld(DataFolder folder) {
    if (HELD.contains(folder.root())) {
      return true;
    }
    if (!Files.exists(folder.lock())) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.READ)) {
      return channel.tryLock(LIVES, 1, true) == null;
    } catch (OverlappingFileLockException e) {
      return true; // held by this very process, under another name of the folder
    } catch (IOException e) {
      throw new UnavailableException(
          "data_folder_unusable",
          null,
          "the data folder " + folder.root() + " cannot be read: " + e.getMessage(),
          e);
    }
  }

  private static DataLock open(DataFolder folder) throws IOException {
    Files.createDirectories(folder.root());
    FileChannel channel =
        FileChannel.open(
            folder.lock(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      String holder = holder(channel);
      channel.close();
      throw inUse(folder.root(), holder);
    }
    FileLock _ = channel.lock(LIVES, 1, false); // waits for those who only ask
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
        0);
    return new DataLock(folder.root(), channel);
  }

  private static UnavailableException inUse(Path root, String holder) {
    return new UnavailableException(
        "data_folder_in_use",
        null,
        "the data folder "
            + root
            + " is in use by process "
            + holder
            + "; stop it, or choose another folder with --data");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(WRITES, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process, under another name of the folder
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(root);
    }
  }
}
