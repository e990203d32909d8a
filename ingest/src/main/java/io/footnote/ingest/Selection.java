package io.footnote.ingest;

import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import io.footnote.ingest.source.SourceDocument.TextDocument;
import io.footnote.ingest.source.SourceDocument.WebDocument;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the documents that inputs come to are dealt with: all, or those that failed before. */
final class Selection {
  private final @Nullable Set<String> only;

  private Selection(@Nullable Set<String> only) {
    this.only = only;
  }

  /**
   * @param only sources of documents, folders and files; lines of a file of records as {@code
   *     file:line}, parts as {@code file!/part}; null for everything
   */
  static Selection of(@Nullable Set<String> only) {
    return new Selection(only == null ? null : withHolders(only));
  }

  /** What lies in another document is dealt with when that is. */
  private static Set<String> withHolders(Set<String> sources) {
    Set<String> all = new HashSet<>(sources);
    for (String source : sources) {
      for (int end = source.indexOf("!/"); end > 0; end = source.indexOf("!/", end + 1)) {
        all.add(source.substring(0, end));
      }
    }
    return all;
  }

  boolean everything() {
    return only == null;
  }

  /** Whether a document was named, or the folder or sitemap it was found in. */
  boolean contains(SourceDocument document) {
    if (only == null || only.contains(document.source())) {
      return true;
    }
    return switch (document) {
      case FileDocument file -> isBelowOneOf(only, file.file());
      case WebDocument page -> page.sitemap() != null && only.contains(page.sitemap().toString());
      case TextDocument _, BrokenDocument _ -> false;
    };
  }

  private static boolean isBelowOneOf(Set<String> folders, Path file) {
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (folders.contains(above.toString())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether all records of a file are dealt with. They are if a line was named, which may hold a
   * record of any id now.
   */
  boolean containsRecordsOf(FileDocument file) {
    return contains(file)
        || (only != null && only.stream().anyMatch(s -> s.startsWith(file.source() + ":")));
  }
}
