package io.footnote.ingest;

import io.footnote.embed.Hashes;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.ingest.Outcome.PreparedDocument;
import io.footnote.ingest.chunk.Chunk;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.LanguageDetector;
import io.footnote.ingest.parse.NoTextException;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.parse.ParsedDocument.Cause;
import io.footnote.ingest.parse.ParsedDocument.Unread;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.ingest.parse.PlainText;
import io.footnote.ingest.parse.UnreadableDocumentException;
import io.footnote.ingest.source.DocumentIds;
import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import io.footnote.ingest.source.SourceDocument.TextDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings source documents of one request to where only vectors are missing. Thread-safe. */
final class Preparation {
  private static final Principal READER = Principal.operator("ingest");

  /** Something in it could not be read; the next ingest tries again. */
  private static final String WITH_FAILURES = DocumentParser.VERSION + " with failures";

  /** Something in it is a picture that an ingest can read once Tesseract is installed. */
  private static final String WITH_SCANS = DocumentParser.VERSION + " with scans";

  private final IngestRequest request;
  private final ChunkIndex index;
  private final DocumentParser parser;
  private final ParsedStore store;
  private final LanguageDetector languages;
  private final StructureChunker chunker;
  private final Clock clock;

  Preparation(
      IngestRequest request,
      ChunkIndex index,
      DocumentParser parser,
      ParsedStore store,
      LanguageDetector languages,
      StructureChunker chunker,
      Clock clock) {
    this.request = request;
    this.index = index;
    this.parser = parser;
    this.store = store;
    this.languages = languages;
    this.chunker = chunker;
    this.clock = clock;
  }

  Outcome prepare(SourceDocument source) {
    try {
      return switch (source) {
        case BrokenDocument broken ->
            new Outcome.Failed(new FailedDocument(broken.source(), broken.reason()));
        case TextDocument text ->
            prepare(
                Original.of(text),
                () -> PlainText.parse(text.title(), text.mime(), text.text(), text.metadata()));
        case FileDocument file -> prepare(file);
      };
    } catch (NoTextException e) {
      return new Outcome.WithoutText(
          new TextlessDocument(source.source(), String.valueOf(e.getMessage())));
    } catch (UnreadableDocumentException e) {
      return failed(source, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed(source, "it cannot be read: " + e.getMessage());
    }
  }

  private static Outcome failed(SourceDocument source, String reason) {
    return new Outcome.Failed(new FailedDocument(source.source(), reason));
  }

  private Outcome prepare(FileDocument file) throws UnreadableDocumentException, IOException {
    if (file.sizeBytes() == 0) {
      throw new NoTextException("it has no text (an empty file)");
    }
    String mime = parser.mime(file.file(), file.name());
    Original original =
        new Original(
            file.source(),
            Titles.fromName(file.name()),
            contentHash(file.file(), mime),
            file.sizeBytes(),
            file.modified(),
            true);
    return prepare(original, () -> parser.parse(file.file(), file.name(), mime));
  }

  /** The same bytes read as another text format make another document, hence the media type. */
  static String contentHash(Path file, String mime) throws IOException {
    MessageDigest digest = Hashes.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    String bytes = HexFormat.of().formatHex(digest.digest());
    return mime.startsWith("text/") ? Hashes.sha256Hex(mime + '\n' + bytes) : bytes;
  }

  private Outcome prepare(Original original, Parse parse)
      throws UnreadableDocumentException, IOException {
    String id = DocumentIds.of(request.collection(), original.source());
    List<String> formerAttachments;
    long policyId;
    try (ReadView view = index.lease(READER)) {
      Optional<DocumentRecord> known = view.document(id);
      policyId = policyId(known);
      if (known.isPresent() && isUnchanged(known.get(), original)) {
        return known.get().policyId() == policyId
            ? new Outcome.Unchanged()
            : new Outcome.PolicyChanged(id, policyId);
      }
      formerAttachments =
          known.isEmpty()
              ? List.of()
              : view.children(id).stream().map(DocumentRecord::documentId).toList();
    }
    Optional<ParsedDocument> stored =
        store.get(original.contentHash()).filter(document -> !canBeReadFurther(document));
    ParsedDocument parsed = stored.isPresent() ? stored.get() : parse.run();
    if (stored.isEmpty()) {
      store.put(original.contentHash(), parsed);
    }
    List<PreparedDocument> documents = new ArrayList<>();
    documents.add(document(original, parsed, id, policyId, null));
    for (Attachment attachment : parsed.attachments()) {
      documents.add(attached(original, attachment, id, policyId));
    }
    List<String> gone = new ArrayList<>(formerAttachments);
    documents.forEach(document -> gone.remove(document.record().documentId()));
    return new Outcome.Ready(
        documents, gone, failed(original, parsed), withoutText(original, parsed));
  }

  private boolean isUnchanged(DocumentRecord known, Original original) {
    String hash = known.inputHash();
    return hash.equals(inputHash(original, DocumentParser.VERSION))
        || (hash.equals(inputHash(original, WITH_SCANS)) && !parser.readsPictures());
  }

  /** Whether parsing it again may give more than was kept. */
  private boolean canBeReadFurther(ParsedDocument document) {
    return switch (parserVersion(document)) {
      case WITH_FAILURES -> true;
      case WITH_SCANS -> parser.readsPictures();
      default -> false;
    };
  }

  /** Stands for the parser in {@link #inputHash}: what may give more is not taken as unchanged. */
  static String parserVersion(ParsedDocument document) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    document.unread().forEach(part -> causes.add(part.cause()));
    return causes.contains(Cause.FAILED)
        ? WITH_FAILURES
        : causes.contains(Cause.SCANNED) ? WITH_SCANS : DocumentParser.VERSION;
  }

  private static List<FailedDocument> failed(Original original, ParsedDocument parsed) {
    return parsed.unread().stream()
        .filter(part -> part.cause() == Cause.FAILED)
        .map(part -> new FailedDocument(partSource(original, part), part.reason()))
        .toList();
  }

  private static List<TextlessDocument> withoutText(Original original, ParsedDocument parsed) {
    return parsed.unread().stream()
        .filter(part -> part.cause() != Cause.FAILED)
        .map(part -> new TextlessDocument(partSource(original, part), part.reason()))
        .toList();
  }

  private static String partSource(Original original, Unread part) {
    return part.name().isEmpty()
        ? original.source()
        : attachmentSource(original.source(), part.name());
  }

  private PreparedDocument attached(
      Original parent, Attachment attachment, String parentId, long policyId) {
    ParsedDocument parsed = attachment.document();
    Original original =
        new Original(
            attachmentSource(parent.source(), attachment.name()),
            Titles.fromName(attachment.name()),
            Hashes.sha256Hex(parent.contentHash() + "!/" + attachment.name()),
            parsed.text().length(),
            parent.modified(),
            true);
    if (store.get(original.contentHash()).isEmpty()) {
      store.put(original.contentHash(), parsed);
    }
    String id = DocumentIds.of(request.collection(), original.source());
    return document(original, parsed, id, policyId, parentId);
  }

  private PreparedDocument document(
      Original original,
      ParsedDocument parsed,
      String id,
      long policyId,
      @Nullable String parentId) {
    String title = parsed.title().isEmpty() ? original.name() : parsed.title();
    String contextTitle =
        original.nameTells() ? Titles.forContext(parsed.title(), original.name()) : parsed.title();
    List<Chunk> chunks = chunker.chunk(contextTitle, parsed);
    Map<String, List<MetadataValue>> metadata = new TreeMap<>(request.metadata());
    metadata.putAll(parsed.metadata());
    DocumentRecord record =
        new DocumentRecord(
            id,
            original.source(),
            title,
            parsed.mime(),
            original.sizeBytes(),
            original.modified(),
            original.contentHash(),
            inputHash(original, parserVersion(parsed)),
            languages.detect(parsed.text(), parsed.language()),
            metadata,
            policyId,
            parentId,
            chunks.size(),
            parsed.text().length(),
            parsed.pages().size(),
            Instant.now(clock));
    return new PreparedDocument(record, parsed.text(), chunks);
  }

  private long policyId(Optional<DocumentRecord> known) {
    Long asked = request.policyId();
    return asked != null
        ? asked
        : known.map(DocumentRecord::policyId).orElse(VisiblePolicies.PUBLIC_POLICY);
  }

  private String inputHash(Original original, String parserVersion) {
    return inputHash(
        original.contentHash(),
        original.name(),
        request.metadata(),
        parserVersion,
        chunker.chunkerId());
  }

  /**
   * Over all that determines a document's chunks.
   *
   * @param name as it was before the document was parsed
   * @param metadata what the request adds
   */
  static String inputHash(
      String contentHash,
      String name,
      Map<String, List<MetadataValue>> metadata,
      String parserVersion,
      String chunkerId) {
    return Hashes.sha256Hex(
        String.join(
            "\n",
            contentHash,
            name,
            new TreeMap<>(metadata).toString(),
            parserVersion,
            LanguageDetector.VERSION,
            chunkerId));
  }

  /** What an attachment is known by. */
  static String attachmentSource(String parentSource, String name) {
    return parentSource + "!/" + name;
  }

  /**
   * What is known of a document before it is parsed.
   *
   * @param name title if the document does not name itself
   * @param nameTells whether {@code name} says something about the content, as file names do
   */
  private record Original(
      String source,
      String name,
      String contentHash,
      long sizeBytes,
      @Nullable Instant modified,
      boolean nameTells) {
    static Original of(TextDocument text) {
      return new Original(
          text.source(),
          text.source(),
          text.contentHash(),
          text.sizeBytes(),
          text.modified(),
          false);
    }
  }

  private interface Parse {
    ParsedDocument run() throws UnreadableDocumentException, IOException;
  }
}
