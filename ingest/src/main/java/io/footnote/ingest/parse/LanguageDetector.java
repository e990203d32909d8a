package io.footnote.ingest.parse;

/** Says which language a text is in; the index analyzes it accordingly. Thread-safe. */
@FunctionalInterface
public interface LanguageDetector {
  /** What a text is in when nothing tells: ISO 639-2 for "undetermined". */
  String UNKNOWN = "und";

  /** Changes whenever the same text may be given another language. */
  String VERSION = "language-3";

  /**
   * @param text the whole text
   * @param declared what the document says of itself, ISO 639-1, or {@link #UNKNOWN}
   * @return ISO 639-1; {@code declared} when the text does not tell
   */
  String detect(String text, String declared);
}
