package io.footnote.serve.engine.job;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.SyncRequest;
import java.nio.file.Path;
import java.util.Set;

/** Which jobs may bring which documents. */
final class Bringing {
  /** Between an archive and what lies in it. */
  private static final String IN_ARCHIVE = "!/";

  private Bringing() {}

  /** Whether a job may bring one of these sources into its collection. */
  static boolean anyOf(Set<String> sources, JobInput request) {
    return switch (request) {
      case IngestRequest ingest -> anyOf(sources, ingest);
      case SyncRequest sync -> anyOf(sources, sync.what());
      case ReembedRequest _ -> true; // it reads all documents, and has read some
    };
  }

  private static boolean anyOf(Set<String> sources, IngestRequest request) {
    return request.inputs().stream()
        .anyMatch(input -> sources.stream().anyMatch(source -> brings(input, source)));
  }

  /** Whether a source is a file, lies below a folder, or lies in an archive. */
  private static boolean lies(String source, Path path) {
    String name = path.toString();
    String separator = path.getFileSystem().getSeparator();
    return source.equals(name)
        || source.startsWith(name + IN_ARCHIVE)
        || source.startsWith(name.endsWith(separator) ? name : name + separator);
  }

  private static boolean brings(IngestInput input, String source) {
    return switch (input) {
      case IngestInput.Text text -> source.equals(text.source());
      case IngestInput.Upload upload -> source.equals(upload.source());
      case IngestInput.PathInput(Path path) -> lies(source, path);
      case IngestInput.Url _ -> source.startsWith("http"); // a sitemap lists any address
    };
  }
}
