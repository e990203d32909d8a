package io.footnote.ingest.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files below a folder are left out: by patterns of the request, and by those of a file
 * {@value #FILE} in any folder, for what lies below it. Both have the syntax of {@code .gitignore}:
 * the last pattern that matches decides, {@code !} takes back, and what lies in an ignored folder
 * is ignored. The patterns of the request win over those of files, those of a folder over those of
 * the folders around it.
 */
final class IgnoreRules {
  /** Name of the file that holds patterns for its folder. */
  static final String FILE = ".footnoteignore";

  /** Larger ones are no lists of patterns. */
  private static final long MAX_FILE_BYTES = 1 << 20;

  private final Level requested;
  private final @Nullable Level innermost;

  private IgnoreRules(Level requested, @Nullable Level innermost) {
    this.requested = requested;
    this.innermost = innermost;
  }

  /** The patterns of a request, for what lies below {@code root}. */
  static IgnoreRules below(Path root, List<String> patterns) {
    return new IgnoreRules(Level.of(root, patterns.stream(), null), null);
  }

  /**
   * These and the patterns that a folder holds for what lies in it.
   *
   * @throws IOException if it has a file of patterns that cannot be read; without it too much would
   *     be ingested
   */
  IgnoreRules in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return this;
    }
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(file + " is too large for a list of patterns");
    }
    String patterns = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return new IgnoreRules(requested, Level.of(folder, patterns.lines(), innermost));
  }

  /** Whether a file or folder is left out; the folders it lies in were asked before. */
  boolean contains(Path path, boolean isFolder) {
    Boolean decided = requested.decide(path, isFolder);
    for (Level level = innermost; decided == null && level != null; level = level.outer()) {
      decided = level.decide(path, isFolder);
    }
    return decided != null && decided;
  }

  /**
   * Patterns for what lies below a folder.
   *
   * @param patterns the last first
   */
  private record Level(Path folder, List<IgnorePattern> patterns, @Nullable Level outer) {
    static Level of(Path folder, Stream<String> lines, @Nullable Level outer) {
      List<IgnorePattern> patterns =
          lines.map(IgnorePattern::parse).filter(Objects::nonNull).toList();
      return new Level(folder, patterns.reversed(), outer);
    }

    /** Null if no pattern matches. */
    @Nullable Boolean decide(Path path, boolean isFolder) {
      if (patterns.isEmpty() || path.equals(folder)) {
        return null;
      }
      String relative =
          folder.relativize(path).toString().replace(folder.getFileSystem().getSeparator(), "/");
      for (IgnorePattern pattern : patterns) {
        if (pattern.matches(relative, isFolder)) {
          return pattern.ignores();
        }
      }
      return null;
    }
  }
}
