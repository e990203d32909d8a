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

  private static boolean brings(IngestInput input, String source) {
    return switch (input) {
      case IngestInput.Text text -> source.equals(text.source());
      case IngestInput.Upload upload -> source.equals(upload.source());
      case IngestInput.PathInput(Path path) -> source.startsWith(path.toString());
      case IngestInput.Url _ -> source.startsWith("http"); // a sitemap lists any address
    };
  }
}
