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
import io.footnote.ingest.parse.LanguageDetector;
import io.footnote.ingest.parse.ParsedDocument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings documents of an old index to where only the vectors of a new one are missing: what people
 * and sources gave them stays, what parser, chunker and language detector make of them is made
 * anew. Thread-safe.
 */
final class KeptPreparation {
  private static final Principal READER = Principal.operator("reembed");

  private final KeptTexts texts;
  private final ChunkIndex rebuilt;
  private final LanguageDetector languages;
  private final StructureChunker chunker;

  /**
   * @param rebuilt the new index; what it holds already is left
   */
  KeptPreparation(
      KeptTexts texts, ChunkIndex rebuilt, LanguageDetector languages, StructureChunker chunker) {
    this.texts = texts;
    this.rebuilt = rebuilt;
    this.languages = languages;
    this.chunker = chunker;
  }

  Outcome prepare(DocumentRecord old) {
    try (ReadView view = rebuilt.lease(READER)) {
      if (view.document(old.documentId()).filter(made -> sameOrigin(made, old)).isPresent()) {
        return new Outcome.Unchanged();
      }
    }
    Optional<KeptTexts.Kept> kept = texts.find(old);
    if (kept.isEmpty()) {
      return new Outcome.Failed(
          new FailedDocument(
              old.source(),
              "its text is no longer kept, and no unchanged source file is there to read it from;"
                  + " it has to be ingested again"));
    }
    return new Outcome.Ready(
        List.of(document(old, kept.get())),
        List.of(),
        Outcome.Novelty.NEW_OR_CHANGED,
        List.of(),
        List.of(),
        Set.of());
  }

  /** Whether a document of the new index was made from this one of the old index as it is now. */
  static boolean sameOrigin(DocumentRecord made, DocumentRecord old) {
    return made.source().equals(old.source())
        && made.title().equals(old.title())
        && made.contentHash().equals(old.contentHash())
        && made.metadata().equals(old.metadata())
        && made.policyId() == old.policyId()
        && Objects.equals(made.parentId(), old.parentId())
        && Objects.equals(made.modified(), old.modified())
        && made.ingested().equals(old.ingested());
  }

  private PreparedDocument document(DocumentRecord old, KeptTexts.Kept kept) {
    ParsedDocument parsed = kept.document();
    boolean named = isNamedText(old, parsed);
    String name = named ? old.source() : Titles.fromName(fileName(old));
    List<Chunk> chunks =
        chunker.chunk(named ? parsed.title() : Titles.forContext(parsed.title(), name), parsed);
    // What the request that ingested it added: all that the document does not say itself.
    Map<String, List<MetadataValue>> added = new TreeMap<>(old.metadata());
    added.entrySet().removeAll(parsed.metadata().entrySet());
    String inputHash =
        Preparation.inputHash(
            old.contentHash(), name, added, kept.parserVersion(), chunker.chunkerId());
    DocumentRecord record =
        new DocumentRecord(
            old.documentId(),
            old.source(),
            old.title(),
            old.mime(),
            old.sizeBytes(),
            old.modified(),
            old.contentHash(),
            inputHash,
            languages.detect(parsed.text(), parsed.language()),
            old.metadata(),
            old.policyId(),
            old.parentId(),
            chunks.size(),
            parsed.text().length(),
            parsed.pages().size(),
            old.ingested(),
            old.origin());
    return new PreparedDocument(record, parsed.text(), chunks);
  }

  /** Whether it was a record or a text given directly, whose source is no name of a file. */
  private static boolean isNamedText(DocumentRecord old, ParsedDocument parsed) {
    return old.mime().equals("application/jsonl")
        || (old.modified() == null
            && old.parentId() == null
            && old.mime().equals("text/plain")
            && (old.contentHash().equals(Hashes.sha256Hex(parsed.title() + '\n' + parsed.text()))
                || !fileName(old).contains(".")));
  }

  private static String fileName(DocumentRecord old) {
    String attached = old.source().substring(old.source().lastIndexOf("!/") + 1);
    return attached.substring(attached.lastIndexOf('/') + 1);
  }
}
