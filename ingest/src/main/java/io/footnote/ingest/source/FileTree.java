package io.footnote.ingest.source;

import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the files of a folder and of everything below it, in the order of their names, the same
 * every time. Hidden files and folders (whose names start with a dot) are left out, and so is what
 * {@link IgnoreRules} say; symbolic links are followed except back into a folder that is being
 * listed.
 */
public final class FileTree {
  private final List<SourceDocument> found = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final Deque<Object> openFolders = new ArrayDeque<>();

  private FileTree() {}

  /**
   * All documents at or below {@code path}; what was named itself is listed even if hidden or
   * ignored.
   *
   * @param excludes patterns for what lies below {@code path}, see {@link IgnoreRules}
   * @throws MissingPathException if there is nothing at {@code path}
   */
  public static List<SourceDocument> list(Path path, List<String> excludes) {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new MissingPathException(path);
    }
    FileTree tree = new FileTree();
    tree.visit(absolute, IgnoreRules.below(absolute, excludes));
    return tree.found;
  }

  /**
   * All folders that hold documents at or below {@code path}, that of {@code path} itself if it is
   * a file.
   *
   * @throws MissingPathException if there is nothing at {@code path}
   */
  static List<Path> folders(Path path, List<String> excludes) {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new MissingPathException(path);
    }
    Path parent = absolute.getParent();
    if (!Files.isDirectory(absolute) && parent != null) {
      return List.of(parent);
    }
    FileTree tree = new FileTree();
    tree.visit(absolute, IgnoreRules.below(absolute, excludes));
    return tree.folders;
  }

  private void visit(Path path, IgnoreRules ignored) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      broken(path, "it cannot be read (a broken link, or not permitted)");
      return;
    }
    if (ignored.contains(path, attributes.isDirectory())) {
      return;
    }
    if (attributes.isDirectory()) {
      visitFolder(path, attributes.fileKey(), ignored);
    } else if (!attributes.isRegularFile()) {
      broken(path, "it is neither a file nor a folder");
    } else if (!Files.isReadable(path)) {
      broken(path, "it may not be read; check its permissions");
    } else {
      found.add(
          new FileDocument(
              path.toString(),
              path,
              String.valueOf(path.getFileName()),
              attributes.size(),
              attributes.lastModifiedTime().toInstant()));
    }
  }

  private void visitFolder(Path folder, @Nullable Object fileKey, IgnoreRules ignored) {
    Object key = fileKey == null ? folder : fileKey;
    if (openFolders.contains(key)) {
      return;
    }
    List<Path> entries = new ArrayList<>();
    IgnoreRules here;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        if (!String.valueOf(entry.getFileName()).startsWith(".")) {
          entries.add(entry);
        }
      }
      here = ignored.in(folder);
    } catch (IOException | DirectoryIteratorException e) {
      broken(folder, "the folder cannot be listed; check its permissions");
      return;
    }
    entries.sort(Comparator.comparing(entry -> String.valueOf(entry.getFileName())));
    folders.add(folder);
    openFolders.push(key);
    entries.forEach(entry -> visit(entry, here));
    openFolders.pop();
  }

  private void broken(Path path, String reason) {
    found.add(new BrokenDocument(path.toString(), reason));
  }
}
