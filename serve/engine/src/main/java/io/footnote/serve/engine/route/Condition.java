package io.footnote.serve.engine.route;

/** What a question demands of documents, as it says it. */
public sealed interface Condition {

  /** What they are about. */
  record About(String subject) implements Condition {}

  /** Who wrote them. */
  record By(String author) implements Condition {}

  /** What kind of file they are, for example {@code pdf}. */
  record Format(String name) implements Condition {}

  /** In which language they are, ISO 639-1. */
  record Language(String code) implements Condition {}

  /** When they were written, changed or added. */
  record When(Event event, Period period) implements Condition {}

  /** A piece of metadata by name. */
  record Field(String key, String value) implements Condition {}

  /** What has a date. */
  enum Event {
    /** As the document itself says it. */
    WRITTEN,
    CHANGED,
    ADDED
  }
}
