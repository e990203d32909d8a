package io.footnote.ingest;

import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.screen.Screening;
import io.footnote.ingest.screen.Sign;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes into a document's metadata what makes it suspicious. Pure. */
final class Suspicion {
  private Suspicion() {}

  /** The document, and all inside it, with the signs of each. */
  static ParsedDocument noted(ParsedDocument document) {
    return new ParsedDocument(
        document.title(),
        document.mime(),
        document.language(),
        document.text(),
        document.pages(),
        document.blocks(),
        metadata(document),
        document.attachments().stream()
            .map(inside -> new Attachment(inside.name(), noted(inside.document())))
            .toList(),
        document.unread());
  }

  private static Map<String, List<MetadataValue>> metadata(ParsedDocument document) {
    Set<String> signs = new TreeSet<>();
    Screening.signs(document.title()).forEach(sign -> signs.add(sign.lowerCase()));
    Screening.signs(document.text()).forEach(sign -> signs.add(sign.lowerCase()));
    signs.addAll(Sign.namesIn(document.metadata()));
    if (signs.isEmpty()) {
      return document.metadata();
    }
    Map<String, List<MetadataValue>> metadata = new TreeMap<>(document.metadata());
    metadata.put(
        Sign.METADATA_KEY, signs.stream().<MetadataValue>map(MetadataValue.Keyword::new).toList());
    return metadata;
  }
}
