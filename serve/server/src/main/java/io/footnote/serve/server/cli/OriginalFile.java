package io.footnote.serve.server.cli;

import io.footnote.serve.engine.model.DocumentOriginal;
import io.footnote.serve.engine.model.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document that was written to a file as it came.
 *
 * @param file where it lies
 */
record OriginalFile(String documentId, Path file, String mime, long sizeBytes) {

  /**
   * Writes an original to a file that does not exist yet.
   *
   * @param target the file, or a folder in which the file gets its own name
   */
  static OriginalFile write(DocumentOriginal original, Path target) {
    Path file = Files.isDirectory(target) ? target.resolve(original.fileName()) : target;
    if (Files.exists(file)) {
      throw InvalidRequestException.of(
          "original", "%s exists; delete it or name another file".formatted(file));
    }
    try {
      Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "original-", ".tmp");
      try {
        try (var out = Files.newOutputStream(written)) {
          original.content().transferTo(out);
        }
        Files.move(written, file);
      } finally {
        Files.deleteIfExists(written);
      }
      return new OriginalFile(original.documentId(), file, original.mime(), Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the original of document '%s' could not be written to %s"
              .formatted(original.documentId(), file),
          e);
    }
  }
}
