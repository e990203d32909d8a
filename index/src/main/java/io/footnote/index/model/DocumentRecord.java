package io.footnote.index.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the index keeps of a document besides its chunks.
 *
 * @param documentId stable, made from collection and source
 * @param source where it came from: an absolute path, a URL, the name of an upload, or a record's
 *     id
 * @param title shown to people
 * @param mime media type, for example {@code application/pdf}
 * @param sizeBytes size of the original
 * @param modified when the original was last changed, if known
 * @param contentHash SHA-256 of the original in hex; the key of the stored parsed document
 * @param inputHash SHA-256 in hex over all that determines the chunks (content, title, metadata,
 *     parser and chunker); equal means that nothing needs to be done again
 * @param language ISO 639-1 code, {@code und} when unknown; says how the text is analyzed
 * @param metadata values by key; a key has one or more values
 * @param policyId who may read it, see {@link io.footnote.index.VisiblePolicies}
 * @param parentId the document this one was attached to; it shares its parent's policy and fate
 * @param chunks number of chunks
 * @param characters length of the extracted text in UTF-16 code units
 * @param pages number of pages, sheets or slides; 0 where the format has none
 * @param ingested when it was indexed; its source was not read before
 * @param origin the file that held it, as an absolute path, where {@code source} does not tell it:
 *     for prepared records, whose source is their id
 */
public record DocumentRecord(
    String documentId,
    String source,
    String title,
    String mime,
    long sizeBytes,
    @Nullable Instant modified,
    String contentHash,
    String inputHash,
    String language,
    Map<String, List<MetadataValue>> metadata,
    long policyId,
    @Nullable String parentId,
    int chunks,
    long characters,
    int pages,
    Instant ingested,
    @Nullable String origin) {
  public DocumentRecord {
    Objects.requireNonNull(documentId);
    Objects.requireNonNull(source);
    Objects.requireNonNull(title);
    Objects.requireNonNull(mime);
    Objects.requireNonNull(contentHash);
    Objects.requireNonNull(inputHash);
    Objects.requireNonNull(language);
    Objects.requireNonNull(ingested);
    TreeMap<String, List<MetadataValue>> copy = new TreeMap<>();
    metadata.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    metadata = Collections.unmodifiableMap(copy);
  }
}
