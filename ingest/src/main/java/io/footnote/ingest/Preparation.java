package io.footnote.ingest;

import io.footnote.embed.Hashes;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.ingest.Outcome.PreparedDocument;
import io.footnote.ingest.chunk.Chunk;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.LanguageDetector;
import io.footnote.ingest.parse.NoTextException;
import io.footnote.ingest.parse.OriginalKeeper;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.parse.ParsedDocument.Cause;
import io.footnote.ingest.parse.ParsedDocument.Unread;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.ingest.parse.PlainText;
import io.footnote.ingest.parse.Refusal;
import io.footnote.ingest.parse.UnreadableDocumentException;
import io.footnote.ingest.screen.Sign;
import io.footnote.ingest.source.DocumentIds;
import io.footnote.ingest.source.FetchRefusedException;
import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import io.footnote.ingest.source.SourceDocument.TextDocument;
import io.footnote.ingest.source.SourceDocument.WebDocument;
import io.footnote.ingest.source.WebFetcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings source documents of one request to where only vectors are missing. Thread-safe. */
final class Preparation {
  static final String EMPTY_FILE = "it has no text (an empty file)";

  private static final Principal READER = Principal.operator("ingest");

  /** Something in it could not be read; the next ingest tries again. */
  private static final String WITH_FAILURES = DocumentParser.VERSION + " with failures";

  /** Something in it is refused by the parser; the next ingest looks whether that is the same. */
  private static final String WITH_REFUSALS = DocumentParser.VERSION + " with refusals";

  private static final String WITH_REFUSALS_AND_SCANS =
      DocumentParser.VERSION + " with refusals and scans";

  /** Something in it is a picture that an ingest can read once Tesseract is installed. */
  static final String WITH_SCANS = DocumentParser.VERSION + " with scans";

  private final IngestRequest request;
  private final Familiarity familiarity;
  private final ChunkIndex index;
  private final DocumentParser parser;
  private final ParsedStore store;
  private final OriginalKeeper originals;
  private final LanguageDetector languages;
  private final StructureChunker chunker;
  private final WebFetcher fetcher;
  private final Path scratch;
  private final Clock clock;
  private final Predicate<DocumentRecord> staysDeleted;

  /**
   * @param staysDeleted attachments that are left out, because people deleted them
   */
  Preparation(
      IngestRequest request,
      Familiarity familiarity,
      ChunkIndex index,
      DocumentParser parser,
      ParsedStore store,
      OriginalKeeper originals,
      LanguageDetector languages,
      StructureChunker chunker,
      WebFetcher fetcher,
      Path scratch,
      Clock clock,
      Predicate<DocumentRecord> staysDeleted) {
    this.request = request;
    this.familiarity = familiarity;
    this.index = index;
    this.parser = parser;
    this.store = store;
    this.originals = originals;
    this.languages = languages;
    this.chunker = chunker;
    this.fetcher = fetcher;
    this.scratch = scratch;
    this.clock = clock;
    this.staysDeleted = staysDeleted;
  }

  Outcome prepare(SourceDocument source) {
    return prepare(source, new Place.Own());
  }

  /** As {@link #prepare(SourceDocument)}, in another place than that of an unchanged document. */
  Outcome prepare(SourceDocument source, Place place) {
    try {
      return switch (source) {
        case BrokenDocument broken ->
            new Outcome.Failed(new FailedDocument(broken.source(), broken.reason()));
        case TextDocument text ->
            prepare(Original.of(text, Instant.now(clock)), new TextContent(text), place);
        case FileDocument file -> prepare(file, place);
        case WebDocument page -> fetch(page, place);
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

  private Outcome prepare(FileDocument file, Place place)
      throws UnreadableDocumentException, IOException {
    if (file.sizeBytes() == 0) {
      throw new NoTextException(EMPTY_FILE);
    }
    Instant seen = Instant.now(clock);
    String mime = parser.mime(file.file(), file.name());
    Original original =
        new Original(
            file.source(),
            Titles.fromName(file.name()),
            contentHash(file.file(), mime),
            file.sizeBytes(),
            file.modified(),
            null,
            seen,
            true);
    return prepare(original, new FileContent(file, mime), place);
  }

  private Outcome fetch(WebDocument page, Place place)
      throws UnreadableDocumentException, IOException {
    Files.createDirectories(scratch);
    Path file = Files.createTempFile(scratch, "fetched-", ".tmp");
    try {
      return prepare(page.fetched(fetcher.fetch(page.address(), file)), place);
    } catch (FetchRefusedException e) {
      return failed(page, String.valueOf(e.getMessage()));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** The same bytes read as another text format make another document, hence the media type. */
  static String contentHash(Path file, String mime) throws IOException {
    String bytes = Hashes.sha256Hex(file);
    return mime.startsWith("text/") ? Hashes.sha256Hex(mime + '\n' + bytes) : bytes;
  }

  private Outcome prepare(Original original, Content content, Place place)
      throws UnreadableDocumentException, IOException {
    String id = DocumentIds.of(request.collection(), original.source());
    List<DocumentRecord> former;
    long policyId;
    Optional<DocumentRecord> known;
    try (ReadView view = index.lease(READER)) {
      known = view.document(place.former(id));
      policyId = familiarity.policyId(known);
      if (known.isPresent()
          && place instanceof Place.Own
          && familiarity.isCurrent(known.get(), original.contentHash(), original.name())) {
        keepOriginal(view, known.get(), content);
        return familiarity.unchanged(known.get());
      }
      former = known.map(document -> family(view, document)).orElse(List.of());
    }
    Optional<ParsedDocument> stored = content.kept(original.contentHash());
    if (stored.isPresent()
        && place instanceof Place.Own
        && known.filter(one -> isOf(one, original, stored.get(), policyId)).isPresent()) {
      try (ReadView view = index.lease(READER)) {
        keepOriginal(view, known.get(), content);
      }
      return new Outcome.Unchanged(failed(original, stored.get()));
    }
    ParsedDocument parsed =
        stored.isPresent() ? stored.get() : Suspicion.noted(content.parse(original.contentHash()));
    List<PreparedDocument> documents = new ArrayList<>();
    documents.add(document(original, parsed, id, policyId, null));
    Set<String> leftOut = new HashSet<>();
    for (Attachment attachment : parsed.attachments()) {
      PreparedDocument inside = attached(original, attachment, id, policyId);
      String hash = inside.record().contentHash();
      if (isLeftOut(inside.record())) {
        leftOut.add(hash);
      } else {
        documents.add(inside);
        if (store.get(hash).isEmpty()) {
          store.put(hash, attachment.document());
        }
      }
    }
    if (stored.isEmpty()) {
      store.put(original.contentHash(), parsed.without(original.contentHash(), leftOut));
    }
    if (leftOut.isEmpty()) {
      content.keep(original.contentHash());
    }
    List<String> gone = new ArrayList<>(former.stream().map(DocumentRecord::documentId).toList());
    Set<String> outdated = new HashSet<>();
    former.forEach(document -> outdated.add(document.contentHash()));
    for (PreparedDocument document : documents) {
      gone.remove(document.record().documentId());
      outdated.remove(document.record().contentHash());
    }
    return new Outcome.Ready(
        documents,
        gone,
        place.novelty(),
        failed(original, parsed),
        withoutText(original, parsed),
        outdated);
  }

  /** An equal attachment of another document, which nobody deleted, is there and stays. */
  private boolean isLeftOut(DocumentRecord document) {
    if (document.parentId() == null || !staysDeleted.test(document)) {
      return false;
    }
    try (ReadView view = index.lease(READER)) {
      return view.document(document.documentId()).isEmpty();
    }
  }

  /** Keeps the original of a document that is there, if it is to be kept and was not. */
  private void keepOriginal(ReadView view, DocumentRecord document, Content content) {
    if (originals.wants(document.contentHash()) && isWhole(view, document)) {
      content.keep(document.contentHash());
    }
  }

  /** Whether nothing inside a document was deleted: its original would still hold that. */
  private boolean isWhole(ReadView view, DocumentRecord document) {
    return store
        .get(document.contentHash())
        .filter(parsed -> !parsed.lacksDeleted())
        .filter(
            parsed -> parsed.attachments().size() == view.children(document.documentId()).size())
        .isPresent();
  }

  private static List<DocumentRecord> family(ReadView view, DocumentRecord document) {
    return Stream.concat(Stream.of(document), view.children(document.documentId()).stream())
        .toList();
  }

  /** Whether a document of the collection is what would be made of this. */
  private boolean isOf(
      DocumentRecord known, Original original, ParsedDocument parsed, long policyId) {
    String version = parserVersion(parsed);
    return known.policyId() == policyId
        && Objects.equals(known.modified(), original.modified())
        && known
            .inputHash()
            .equals(familiarity.inputHash(original.contentHash(), original.name(), version));
  }

  /** Whether parsing it again may give more than was kept. */
  private boolean canBeReadFurther(ParsedDocument document) {
    if (document.lacksDeleted() || document.wasRefusedByOthers(parser.reader())) {
      return true; // what was deleted, some request may bring back
    }
    return switch (parserVersion(document)) {
      case WITH_FAILURES -> true;
      case WITH_REFUSALS -> request.only() != null; // people asked to try what failed once more
      case WITH_SCANS -> parser.readsPictures();
      case WITH_REFUSALS_AND_SCANS -> request.only() != null || parser.readsPictures();
      default -> false;
    };
  }

  /** Stands for the parser in {@link #inputHash}: what may give more is not taken as unchanged. */
  static String parserVersion(ParsedDocument document) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    document.unread().forEach(part -> causes.add(part.cause()));
    if (causes.contains(Cause.FAILED)) {
      return WITH_FAILURES;
    }
    if (causes.contains(Cause.REFUSED)) {
      return causes.contains(Cause.SCANNED) ? WITH_REFUSALS_AND_SCANS : WITH_REFUSALS;
    }
    return causes.contains(Cause.SCANNED) ? WITH_SCANS : DocumentParser.VERSION;
  }

  private static List<FailedDocument> failed(Original original, ParsedDocument parsed) {
    return parsed.unread().stream()
        .filter(part -> part.cause() == Cause.FAILED || part.cause() == Cause.REFUSED)
        .map(part -> new FailedDocument(partSource(original, part), part.reason()))
        .toList();
  }

  private static List<TextlessDocument> withoutText(Original original, ParsedDocument parsed) {
    return parsed.unread().stream()
        .filter(part -> part.cause() == Cause.NO_TEXT || part.cause() == Cause.SCANNED)
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
            attachment.contentHash(parent.contentHash()),
            parsed.text().length(),
            parent.modified(),
            null,
            parent.seen(),
            true);
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
    Map<String, List<MetadataValue>> metadata = new TreeMap<>(parsed.metadata());
    metadata.putAll(request.metadata());
    List<MetadataValue> signs = parsed.metadata().get(Sign.METADATA_KEY);
    if (signs != null) { // which no request can take back
      metadata.put(Sign.METADATA_KEY, signs);
    }
    DocumentRecord record =
        new DocumentRecord(
            id,
            original.source(),
            title,
            parsed.mime(),
            original.sizeBytes(),
            original.modified(),
            original.contentHash(),
            familiarity.inputHash(original.contentHash(), original.name(), parserVersion(parsed)),
            languages.detect(parsed.text(), parsed.language()),
            metadata,
            policyId,
            parentId,
            chunks.size(),
            parsed.text().length(),
            parsed.pages().size(),
            original.seen(),
            original.origin());
    return new PreparedDocument(record, parsed.text(), chunks);
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
   * @param origin the file that held it, if its source does not tell
   * @param seen before it was read
   * @param nameTells whether {@code name} says something about the content, as file names do
   */
  private record Original(
      String source,
      String name,
      String contentHash,
      long sizeBytes,
      @Nullable Instant modified,
      @Nullable String origin,
      Instant seen,
      boolean nameTells) {
    static Original of(TextDocument text, Instant seen) {
      return new Original(
          text.source(),
          text.source(),
          text.contentHash(),
          text.sizeBytes(),
          text.modified(),
          text.origin(),
          seen,
          false);
    }
  }

  private interface Content {
    /** As an earlier run left it, where looking for that pays. */
    Optional<ParsedDocument> kept(String contentHash);

    ParsedDocument parse(String contentHash) throws UnreadableDocumentException, IOException;

    /** Keeps it as it came, if it came as a file of its own. */
    default void keep(String contentHash) {}
  }

  /** Reading it takes less time than looking for what was kept of it. */
  private record TextContent(TextDocument text) implements Content {
    @Override
    public Optional<ParsedDocument> kept(String contentHash) {
      return Optional.empty();
    }

    @Override
    public ParsedDocument parse(String contentHash) {
      return PlainText.parse(text.title(), text.mime(), text.text(), text.metadata());
    }
  }

  private final class FileContent implements Content {
    private final FileDocument file;
    private final String mime;

    FileContent(FileDocument file, String mime) {
      this.file = file;
      this.mime = mime;
    }

    @Override
    public Optional<ParsedDocument> kept(String contentHash) {
      return store.get(contentHash).filter(document -> !canBeReadFurther(document));
    }

    @Override
    public ParsedDocument parse(String contentHash)
        throws UnreadableDocumentException, IOException {
      String reader = parser.reader(mime);
      if (request.only() == null) { // else people asked to try what failed once more
        Optional<Refusal> refusal = store.refusal(contentHash, reader);
        if (refusal.isPresent()) {
          throw refusal.get().exception();
        }
      }
      try {
        return parser.parse(file.file(), file.name(), mime);
      } catch (UnreadableDocumentException e) {
        if (e.lasts()) {
          store.putRefusal(contentHash, Refusal.of(reader, e));
        }
        throw e;
      }
    }

    @Override
    public void keep(String contentHash) {
      originals.keep(contentHash, file.file(), copy -> contentHash(copy, mime));
    }
  }
}
