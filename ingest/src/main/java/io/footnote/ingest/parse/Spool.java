package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in which parser processes find files under safe names, because not every name survives
 * the way to another process, and where they put what lies inside. Made when needed. Thread-safe.
 */
final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private static final String PREFIX = "footnote-parse-";

  private final Path parent;
  private @Nullable OwnedFolder root;

  /**
   * @param parent where the folder is made; what dead processes left there is deleted then
   */
  Spool(Path parent) {
    this.parent = parent;
  }

  /** In the folder of this machine for temporary files. */
  static Spool temporaryFolder() {
    return new Spool(Path.of(System.getProperty("java.io.tmpdir")));
  }

  synchronized Path root() throws IOException {
    if (root == null) {
      OwnedFolder.abandoned(parent, PREFIX).forEach(Spool::deleteAbandoned);
      root = OwnedFolder.make(parent, PREFIX);
    }
    return root.path();
  }

  /** For temporary files of the parser processes, which a process that is ended leaves behind. */
  Path temporary() throws IOException {
    return Files.createDirectories(root().resolve("tmp"));
  }

  /** A new folder for one document. */
  Folder folder() throws IOException {
    return new Folder(Files.createTempDirectory(root(), "document"));
  }

  /** Deletes everything. */
  @Override
  public synchronized void close() {
    if (root != null) {
      OwnedFolder closing = root;
      root = null;
      try {
        closing.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a lock could not be given back: " + closing.path(), e);
      }
      delete(closing.path());
    }
  }

  /** The files of one document and of those inside it; gone when closed. */
  record Folder(Path path) implements AutoCloseable {

    /** A place for what lies in one file. */
    Path inside() throws IOException {
      return Files.createTempDirectory(path, "in");
    }

    /** A copy of a file under a safe name. */
    Path copy(Path file, String name) throws IOException {
      return Files.copy(file, path.resolve("file" + extension(name)));
    }

    @Override
    public void close() {
      delete(path);
    }
  }

  /**
   * The extension with its dot if it is plain ASCII, else nothing; it helps to tell formats apart.
   */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return extension.matches("[a-z0-9]{1,10}") ? "." + extension : "";
  }

  private static void deleteAbandoned(Path folder) {
    try {
      delete(folder);
    } catch (UncheckedIOException e) {
      // A parser process that has not noticed yet still writes there; the next process tries again.
      LOG.warn("{} is left: {}", folder, e.toString());
    }
  }

  private static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // a parser process that just ended took it along
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
                throws IOException {
              if (e != null) {
                throw e;
              }
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("files that were unpacked could not be deleted: " + folder, e);
    }
  }
}
