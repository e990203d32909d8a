package io.footnote.eval.run;

import io.footnote.embed.Hashes;
import io.footnote.eval.dataset.DatasetException;
import io.footnote.eval.dataset.DocumentSet;
import io.footnote.eval.dataset.EvaluationDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether the documents of a dataset are the ones an index was made of: hashes who may read
 * what, and each file's path, size and time of change. Content is not read.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 in hex. */
  static String of(EvaluationDataset dataset) {
    StringBuilder text = new StringBuilder();
    for (DocumentSet documents : dataset.documents()) {
      text.append("readers ").append(documents.acl()).append('\n');
      for (Path file : documents.files()) {
        try {
          text.append(file)
              .append('\t')
              .append(Files.size(file))
              .append('\t')
              .append(Files.getLastModifiedTime(file))
              .append('\n');
        } catch (IOException e) {
          throw new DatasetException("cannot read " + file + ": " + e.getMessage(), e);
        }
      }
    }
    return Hashes.sha256Hex(text.toString());
  }
}
