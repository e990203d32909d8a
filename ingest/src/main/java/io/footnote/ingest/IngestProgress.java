package io.footnote.ingest;

/**
 * How far an ingest has come.
 *
 * @param stage what it does now: {@code listing}, {@code ingesting}, {@code committing}, {@code
 *     done}
 * @param documentsTotal documents found so far; final once listing is over
 * @param documentsDone documents dealt with: indexed and committed, unchanged, or failed
 * @param documentsUnchanged documents that were there already with the same content and needed
 *     nothing
 * @param documentsFailed documents that could not be ingested
 * @param chunks chunks committed
 * @param embedded passages that went through the model (not from the vector cache)
 * @param tokens tokens the model read
 * @param truncated passages longer than the model reads
 * @param elapsedMillis since the start
 */
public record IngestProgress(
    String stage,
    long documentsTotal,
    long documentsDone,
    long documentsUnchanged,
    long documentsFailed,
    long chunks,
    long embedded,
    long tokens,
    long truncated,
    long elapsedMillis) {

  /** Before anything happened. */
  public static IngestProgress queued() {
    return new IngestProgress("queued", 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
