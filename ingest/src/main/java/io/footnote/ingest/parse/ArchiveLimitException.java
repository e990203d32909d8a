package io.footnote.ingest.parse;

/** More lies in a file than may be unpacked; nothing of the file is read. */
final class ArchiveLimitException extends UnreadableDocumentException {
  private static final long serialVersionUID = 1L;

  ArchiveLimitException(String message) {
    super(message);
  }
}
