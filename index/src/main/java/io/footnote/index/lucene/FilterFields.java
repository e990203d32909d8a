package io.footnote.index.lucene;

import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.util.BytesRef;

/**
 * The fields a {@link io.footnote.index.model.Filter} may name. Each kind of value has its own
 * Lucene field, so a key may be a number in one document and a word in another.
 */
final class FilterFields {
  /** Keys that name a document's own field rather than metadata. */
  private static final Set<String> DOCUMENT_KEYS =
      Set.of("document_id", "source", "title", "mime", "language", "size", "modified", "ingested");

  private static final Instant FIRST_MILLI = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST_MILLI = Instant.ofEpochMilli(Long.MAX_VALUE);

  /** Lucene refuses terms above 32766 bytes; what is longer keeps its start and gets a hash. */
  private static final int MAX_KEYWORD_BYTES = 8192;

  private FilterFields() {}

  static void add(Document to, DocumentRecord document) {
    addKeyword(to, "document_id", document.documentId());
    addKeyword(to, "source", document.source());
    addKeyword(to, "title", document.title());
    addKeyword(to, "mime", document.mime());
    addKeyword(to, "language", document.language());
    to.add(new DoubleField(Fields.number("size"), document.sizeBytes(), Field.Store.NO));
    addDate(to, "ingested", document.ingested());
    Instant modified = document.modified();
    if (modified != null) {
      addDate(to, "modified", modified);
    }
    for (Map.Entry<String, List<MetadataValue>> entry : document.metadata().entrySet()) {
      if (!DOCUMENT_KEYS.contains(entry.getKey())) {
        for (MetadataValue value : entry.getValue()) {
          addValue(to, entry.getKey(), value);
        }
      }
    }
  }

  /** The term of a keyword, of bounded length. */
  static BytesRef keywordTerm(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_KEYWORD_BYTES) {
      return new BytesRef(bytes);
    }
    byte[] hash = HexFormat.of().formatHex(sha256(bytes)).getBytes(StandardCharsets.US_ASCII);
    byte[] bounded = new byte[MAX_KEYWORD_BYTES + 1];
    System.arraycopy(bytes, 0, bounded, 0, bounded.length - hash.length);
    System.arraycopy(hash, 0, bounded, bounded.length - hash.length, hash.length);
    return new BytesRef(bounded);
  }

  /** Milliseconds since 1970, clamped to what a long holds. */
  static long millis(Instant instant) {
    if (instant.isBefore(FIRST_MILLI)) {
      return Long.MIN_VALUE;
    }
    return instant.isAfter(LAST_MILLI) ? Long.MAX_VALUE : instant.toEpochMilli();
  }

  /** Negative zero as zero: they are equal to people, but not as points. */
  static double number(double value) {
    return value + 0.0;
  }

  private static void addValue(Document to, String key, MetadataValue value) {
    switch (value) {
      case MetadataValue.Keyword keyword -> addKeyword(to, key, keyword.value());
      case MetadataValue.Numeric number ->
          to.add(new DoubleField(Fields.number(key), number(number.value()), Field.Store.NO));
      case MetadataValue.Date date -> addDate(to, key, date.value());
    }
  }

  private static void addKeyword(Document to, String key, String value) {
    to.add(new KeywordField(Fields.keyword(key), keywordTerm(value), Field.Store.NO));
  }

  private static void addDate(Document to, String key, Instant value) {
    to.add(new LongField(Fields.date(key), millis(value), Field.Store.NO));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
