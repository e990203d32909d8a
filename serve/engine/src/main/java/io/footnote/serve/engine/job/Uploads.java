package io.footnote.serve.engine.job;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The spooled files of a job. */
final class Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

  private Uploads() {}

  /** Deletes what was uploaded for a job that is done. */
  static void delete(IngestRequest request) {
    for (IngestInput input : request.inputs()) {
      if (input instanceof IngestInput.Upload(String _, Path spooled)) {
        try {
          Files.deleteIfExists(spooled);
        } catch (IOException e) {
          LOG.warn("the upload {} cannot be deleted: {}", spooled, e.getMessage());
        }
      }
    }
  }
}
