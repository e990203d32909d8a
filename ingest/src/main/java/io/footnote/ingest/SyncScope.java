package io.footnote.ingest;

import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import io.footnote.ingest.source.SourceDocument.TextDocument;
import io.footnote.ingest.source.SourceDocument.WebDocument;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which documents of a collection came from the paths of a synchronisation. */
final class SyncScope {
  private static final Pattern LINE = Pattern.compile(":\\d+$");

  private final List<Path> roots;
  private final Set<String> unreadable = new HashSet<>();

  SyncScope(IngestRequest request) {
    roots =
        request.inputs().stream()
            .map(input -> ((IngestInput.PathInput) input).path().toAbsolutePath().normalize())
            .toList();
  }

  /** What came from here is not known to be gone. */
  void unreadable(BrokenDocument broken) {
    unreadable.add(broken.source());
    unreadable.add(LINE.matcher(broken.source()).replaceFirst("")); // any record of the file
  }

  /** Whether a document came from one of the paths. Attachments and uploads did not. */
  boolean contains(DocumentRecord document) {
    return document.parentId() == null && document.modified() != null && root(document).isPresent();
  }

  /** The path that a document came from. */
  Optional<Path> root(DocumentRecord document) {
    return Optional.ofNullable(file(document)).flatMap(this::root);
  }

  /** The path that a document comes from. */
  Optional<Path> root(SourceDocument source) {
    return switch (source) {
      case FileDocument file -> root(file.file());
      case TextDocument text ->
          Optional.ofNullable(text.origin()).map(Path::of).flatMap(this::root);
      case WebDocument _, BrokenDocument _ -> Optional.empty();
    };
  }

  private Optional<Path> root(Path file) {
    return roots.stream().filter(file::startsWith).findFirst();
  }

  /** Whether it cannot be told if the file of a document is still there. */
  boolean isUncertain(DocumentRecord document) {
    for (Path path = file(document); path != null; path = path.getParent()) {
      if (unreadable.contains(path.toString())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return String.join(", ", roots.stream().map(Path::toString).toList());
  }

  private static @Nullable Path file(DocumentRecord document) {
    try {
      String origin = document.origin();
      return Path.of(origin == null ? document.source() : origin);
    } catch (InvalidPathException e) {
      return null; // a record's id, an address
    }
  }
}
