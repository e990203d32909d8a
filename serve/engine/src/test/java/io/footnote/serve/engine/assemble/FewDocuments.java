package io.footnote.serve.engine.assemble;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents of a few sentences; each sentence is a passage. */
final class FewDocuments implements Shelf {
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Instant> modified = new HashMap<>();
  private boolean fits;

  FewDocuments text(String documentId, String text) {
    texts.put(documentId, text);
    return this;
  }

  FewDocuments modified(String documentId, Instant at) {
    modified.put(documentId, at);
    return this;
  }

  /** From now on all of them are few enough to be read as a whole. */
  FewDocuments fitting() {
    fits = true;
    return this;
  }

  static SearchResult passage(String documentId, String text) {
    return passage(documentId, "t", text);
  }

  static SearchResult passage(String documentId, String title, String text) {
    return passage(documentId, 0, 0, title, text);
  }

  static SearchResult passage(String documentId, int ordinal, String text) {
    return passage(documentId, ordinal, 0, "t", text);
  }

  private static SearchResult passage(
      String documentId, int ordinal, int start, String title, String text) {
    return new SearchResult(
        ChunkRecord.id(documentId, ordinal),
        documentId,
        "c",
        title,
        "s",
        ordinal + 1,
        ordinal + 1,
        start,
        start + text.length(),
        List.of("Part", "Section " + ordinal),
        text,
        "",
        List.of(),
        Map.of(),
        1,
        new Scores(null, null, 1, null),
        List.of(),
        null);
  }

  static SearchResult withAuthority(SearchResult of, double authority) {
    return new SearchResult(
        of.chunkId(),
        of.documentId(),
        of.collection(),
        of.title(),
        of.source(),
        of.pageStart(),
        of.pageEnd(),
        of.charStart(),
        of.charEnd(),
        of.headingPath(),
        of.text(),
        of.context(),
        of.highlights(),
        Map.of("authority", List.of(new MetadataValue.Numeric(authority))),
        of.score(),
        of.scores(),
        of.duplicates(),
        of.explanation());
  }

  /** A sentence of a document. */
  SearchResult sentence(String documentId, int ordinal) {
    String text = texts.getOrDefault(documentId, "");
    String sentence = text.split("(?<=\\.)\\s+", -1)[ordinal];
    return passage(documentId, ordinal, text.indexOf(sentence), documentId, sentence);
  }

  @Override
  public Optional<DocumentRecord> document(String documentId) {
    return Optional.ofNullable(modified.get(documentId))
        .map(at ->
            new DocumentRecord(
                documentId,
                documentId,
                "t",
                "text/plain",
                1,
                at,
                "h",
                "i",
                "en",
                Map.of(),
                0,
                null,
                1,
                1,
                0,
                at,
                null));
  }

  @Override
  public Optional<String> text(String documentId) {
    return Optional.ofNullable(texts.get(documentId));
  }

  @Override
  public Optional<SearchResult> passage(SearchResult neighbour, int ordinal) {
    return Optional.of(sentence(neighbour.documentId(), ordinal));
  }

  @Override
  public Optional<List<SearchResult>> everything(long characters) {
    if (!fits) {
      return Optional.empty();
    }
    List<SearchResult> all = new ArrayList<>();
    texts.forEach((id, text) -> {
      for (int i = 0; i < text.split("(?<=\\.)\\s+", -1).length; i++) {
        all.add(sentence(id, i));
      }
    });
    return Optional.of(all);
  }
}
