package io.footnote.eval.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.eval.dataset.DatasetException;
import io.footnote.index.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Written beside an index once all documents are in: what it was made of and by. Where it is
 * missing, an earlier run did not come to its end.
 *
 * @param fingerprint of the documents
 * @param manifest of the index
 * @param ingest what making it has cost
 */
record IndexRecord(String fingerprint, Manifest manifest, IngestStatistics ingest) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The record in {@code file}; empty if there is none that this version can read. */
  static Optional<IndexRecord> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), IndexRecord.class));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // of another version: as good as no record
    } catch (IOException e) {
      throw new DatasetException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  void write(Path file) {
    try {
      JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new DatasetException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
