package io.footnote.serve.engine;

import io.footnote.embed.Hashes;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.FootnoteService.Ingest;
import io.footnote.serve.engine.FootnoteService.Sync;
import io.footnote.serve.engine.model.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells whether two requests ask for the same. */
final class RequestFingerprint {
  private RequestFingerprint() {}

  static String of(Ingest ingest) {
    return Hashes.sha256Hex(String.join("\0", parts(ingest)));
  }

  static String of(Sync sync) {
    List<String> parts = parts(sync.what());
    parts.add("sync " + sync.confirmRemoval() + " " + sync.restoreDeleted());
    return Hashes.sha256Hex(String.join("\0", parts));
  }

  private static List<String> parts(Ingest ingest) {
    List<String> parts = new ArrayList<>();
    parts.add(ingest.collection());
    parts.add(ingest.acl() == null ? "" : new TreeSet<>(ingest.acl()).toString());
    parts.add(new TreeMap<>(ingest.metadata()).toString());
    parts.add(ingest.excludes().toString());
    if (ingest.kind() != null) {
      parts.add("kind " + ingest.kind());
    }
    ingest.inputs().forEach(input -> parts.add(part(input)));
    return parts;
  }

  private static String part(IngestInput input) {
    return switch (input) {
      case IngestInput.PathInput(Path path) -> "path " + path.toAbsolutePath();
      case IngestInput.Text text ->
          "text " + text.source() + "\0" + text.title() + "\0" + Hashes.sha256Hex(text.text());
      case IngestInput.Url url -> "url " + url.address();
      case IngestInput.Upload upload -> "upload " + upload.source() + "\0" + hash(upload.spooled());
    };
  }

  private static String hash(Path file) {
    try {
      return Hashes.sha256Hex(file);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "invalid_uploads", "uploads", "the uploaded file " + file + " cannot be read", e);
    }
  }
}
