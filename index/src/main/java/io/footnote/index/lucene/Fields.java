package io.footnote.index.lucene;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of Lucene fields. A change here is a change of {@link LuceneIndexes#SCHEMA_VERSION}.
 *
 * <p>A document is one block: its chunks in order of ordinal, then one record document. Both kinds
 * carry {@link #DOCUMENT_ID}, {@link #POLICY} and the filterable fields.
 */
final class Fields {
  /** {@link #CHUNK} or {@link #DOCUMENT}. */
  static final String KIND = "kind";

  static final String CHUNK = "chunk";
  static final String DOCUMENT = "document";

  /** Term and sorted doc value, chunks only. */
  static final String CHUNK_ID = "chunk_id";

  /** Term and sorted doc value. */
  static final String DOCUMENT_ID = "document_id";

  /** Term, record documents of attachments only. */
  static final String PARENT_ID = "parent_id";

  /** Point and doc value, chunks only. */
  static final String ORDINAL = "ordinal";

  /** Numeric doc value, updated in place when a document changes its policy. */
  static final String POLICY = "policy";

  /** Stored bytes, see {@link RecordCodec}. */
  static final String RECORD = "record";

  /**
   * Context (twice) and span, English analysis with positions; documents in another language that
   * {@link TextLanguages} knows have a field {@link #text(String)} instead.
   */
  static final String TEXT = "text";

  /** Context (twice) and span, words as they are written apart from case. */
  static final String TEXT_EXACT = "text_exact";

  /** The chunk's vector. */
  static final String VECTOR = "vector";

  private static final String LANGUAGE_PREFIX = "text_";
  private static final int LANGUAGE_CODE_LENGTH = 2;
  private static final String KEYWORD_PREFIX = "keyword.";
  private static final String NUMBER_PREFIX = "number.";
  private static final String DATE_PREFIX = "date.";

  private Fields() {}

  /** Context (twice) and span in a language other than English, with positions. */
  static String text(String language) {
    return LANGUAGE_PREFIX + language;
  }

  /** The language of a field made by {@link #text(String)}; null for any other field. */
  static @Nullable String languageOf(String field) {
    return field.startsWith(LANGUAGE_PREFIX)
            && field.length() == LANGUAGE_PREFIX.length() + LANGUAGE_CODE_LENGTH
        ? field.substring(LANGUAGE_PREFIX.length())
        : null;
  }

  /** The key of a field that filters may name; null for any other field. */
  static @Nullable String filterKey(String field) {
    for (String prefix : List.of(KEYWORD_PREFIX, NUMBER_PREFIX, DATE_PREFIX)) {
      if (field.startsWith(prefix)) {
        return field.substring(prefix.length());
      }
    }
    return null;
  }

  static String keyword(String key) {
    return KEYWORD_PREFIX + key;
  }

  static String number(String key) {
    return NUMBER_PREFIX + key;
  }

  static String date(String key) {
    return DATE_PREFIX + key;
  }
}
