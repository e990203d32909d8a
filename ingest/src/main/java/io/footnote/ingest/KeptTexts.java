package io.footnote.ingest;

import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.ingest.parse.UnreadableDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the text of a document that was ingested before: as this parser left it, else in its source
 * file if that is unchanged, else as an older parser left it. Thread-safe.
 */
final class KeptTexts {
  /** In the place of {@link DocumentParser#VERSION}, so that the next ingest parses again. */
  private static final String OLDER_PARSER = "older";

  private final ReadView documents;
  private final DocumentParser parser;
  private final ParsedStore store;

  /**
   * @param documents where attachments find what they were attached to
   */
  KeptTexts(ReadView documents, DocumentParser parser, ParsedStore store) {
    this.documents = documents;
    this.parser = parser;
    this.store = store;
  }

  /**
   * @param parserVersion what parsed it
   */
  record Kept(ParsedDocument document, String parserVersion) {}

  Optional<Kept> find(DocumentRecord record) {
    return store
        .get(record.contentHash())
        .map(KeptTexts::parsedHere)
        .or(() -> record.parentId() == null ? fromFile(record) : fromParent(record))
        .or(() ->
            store
                .getOfAnyParser(record.contentHash())
                .map(document -> new Kept(document, OLDER_PARSER)));
  }

  private static Kept parsedHere(ParsedDocument document) {
    return new Kept(document, Preparation.parserVersion(document));
  }

  private Optional<Kept> fromFile(DocumentRecord record) {
    try {
      Path file = Path.of(record.source());
      if (!file.isAbsolute() || !Files.isRegularFile(file)) {
        return Optional.empty();
      }
      String name = String.valueOf(file.getFileName());
      String mime = parser.mime(file, name);
      if (!Preparation.contentHash(file, mime).equals(record.contentHash())) {
        return Optional.empty();
      }
      ParsedDocument parsed = parser.parse(file, name, mime);
      store.put(record.contentHash(), parsed);
      return Optional.of(parsedHere(parsed));
    } catch (InvalidPathException | IOException | UnreadableDocumentException e) {
      return Optional.empty(); // said to be missing, by name
    }
  }

  private Optional<Kept> fromParent(DocumentRecord record) {
    Optional<DocumentRecord> parent =
        Optional.ofNullable(record.parentId()).flatMap(documents::document);
    return parent.flatMap(this::find).flatMap(kept -> attachment(kept, parent.get(), record));
  }

  private Optional<Kept> attachment(Kept kept, DocumentRecord parent, DocumentRecord record) {
    return kept.document().attachments().stream()
        .filter(attached ->
            Preparation.attachmentSource(parent.source(), attached.name()).equals(record.source()))
        .findFirst()
        .map(attached -> {
          if (!kept.parserVersion().equals(OLDER_PARSER)) {
            store.put(record.contentHash(), attached.document());
          }
          return new Kept(attached.document(), kept.parserVersion());
        });
  }
}
