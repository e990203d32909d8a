package io.footnote.ingest.parse;

/** More lies in a file than may be unpacked; nothing of the file is read. */
final class ArchiveLimitException extends UnreadableDocumentException {
  private static final long serialVersionUID = 1L;

  private final boolean lasts;

  ArchiveLimitException(String message) {
    this(message, true);
  }

  /**
   * @param lasts whether nothing but the file decided it
   */
  ArchiveLimitException(String message, boolean lasts) {
    super(message);
    this.lasts = lasts;
  }

  @Override
  public boolean lasts() {
    return lasts;
  }
}
