package io.footnote.ingest.source;

import java.nio.file.Path;

/** A path that was asked to be ingested is not there; nothing was ingested. */
public class MissingPathException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MissingPathException(Path path) {
    super(
        "there is no file or folder %s; check the path (nothing was ingested)"
            .formatted(path.toAbsolutePath().normalize()));
  }
}
