package io.footnote.ingest;

import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import io.footnote.ingest.source.SourceDocument.TextDocument;
import io.footnote.ingest.source.SourceDocument.WebDocument;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Recognises documents that a request would not change: files by size and date, and where these do
 * not tell, everything by its content. Thread-safe.
 */
final class Familiarity {
  /**
   * A file changed so shortly before it was read may have changed once more without getting another
   * date: file systems keep dates to two seconds at worst. Git calls such files racily clean.
   */
  private static final Duration COARSEST_DATE = Duration.ofSeconds(2);

  private final IngestRequest request;
  private final DocumentParser parser;
  private final String chunkerId;

  Familiarity(IngestRequest request, DocumentParser parser, String chunkerId) {
    this.request = request;
    this.parser = parser;
    this.chunkerId = chunkerId;
  }

  /** The hash that a file's document would have as {@code contentHash}. */
  String contentHash(FileDocument file) throws IOException {
    return Preparation.contentHash(file.file(), parser.mime(file.file(), file.name()));
  }

  /**
   * The hash that a document of this content and name would have as {@code inputHash}.
   *
   * @param parserVersion see {@link Preparation#parserVersion}
   */
  String inputHash(String contentHash, String name, String parserVersion) {
    return Preparation.inputHash(contentHash, name, request.metadata(), parserVersion, chunkerId);
  }

  /** The policy that a document gets. */
  long policyId(Optional<DocumentRecord> known) {
    Long asked = request.policyId();
    return asked != null
        ? asked
        : known.map(DocumentRecord::policyId).orElse(VisiblePolicies.PUBLIC_POLICY);
  }

  /** What there is to do for a document whose content is in the index. */
  Outcome unchanged(DocumentRecord known) {
    long policyId = policyId(Optional.of(known));
    return known.policyId() == policyId
        ? new Outcome.Unchanged()
        : new Outcome.PolicyChanged(known.documentId(), policyId);
  }

  /** Whether a source has the content that the collection has of it. */
  boolean isUnchanged(SourceDocument source, DocumentRecord known) throws IOException {
    return switch (source) {
      case FileDocument file ->
          isUntouched(file, known)
              || (file.sizeBytes() == known.sizeBytes()
                  && isCurrent(known, contentHash(file), Titles.fromName(file.name())));
      case TextDocument text -> isCurrent(known, text.contentHash(), text.source());
      case WebDocument _, BrokenDocument _ -> false;
    };
  }

  /** Whether size and date say that a file has not changed; it is not read. */
  boolean isUntouched(FileDocument file, DocumentRecord known) {
    Instant modified = file.modified();
    return modified != null
        && modified.equals(known.modified())
        && file.sizeBytes() == known.sizeBytes()
        && modified.plus(COARSEST_DATE).isBefore(known.ingested())
        && isCurrent(known, known.contentHash(), Titles.fromName(file.name()));
  }

  /** Whether the collection knows another date or place of a source, whatever its content. */
  static boolean hasOtherRecord(SourceDocument source, DocumentRecord known) {
    return switch (source) {
      case FileDocument file -> !Objects.equals(file.modified(), known.modified());
      case TextDocument text -> !Objects.equals(text.origin(), known.origin());
      case WebDocument _, BrokenDocument _ -> false;
    };
  }

  /** Whether reading this content again would give nothing else than the collection has. */
  boolean isCurrent(DocumentRecord known, String contentHash, String name) {
    String hash = known.inputHash();
    return hash.equals(inputHash(contentHash, name, DocumentParser.VERSION))
        || (hash.equals(inputHash(contentHash, name, Preparation.WITH_SCANS))
            && !parser.readsPictures());
  }
}
