package io.footnote.ingest;

import org.jspecify.annotations.Nullable;

/**
 * How far an ingest has come. What it says to be done is committed; {@code documentsRead}, {@code
 * chunksFound} and {@code chunksEmbedded} run ahead of that and tell how a large document gets on.
 *
 * @param stage what it does now: {@code listing}, {@code comparing} (a folder with the collection),
 *     {@code ingesting}, {@code indexing} (a large document, whose vectors are all there), {@code
 *     committing}, {@code merging}, {@code done}
 * @param documentsTotal documents found so far; final once listing is over
 * @param documentsDone documents dealt with: indexed and committed, unchanged, without text, or
 *     failed
 * @param documentsUnchanged documents that were there already with the same content and needed
 *     nothing
 * @param documentsFailed documents that could not be ingested
 * @param documentsRemoved documents of a synchronised folder that were removed because it holds
 *     them no more, without their attachments
 * @param chunks chunks committed
 * @param embedded passages that went through the model (not from the vector cache)
 * @param tokens tokens the model read
 * @param truncated passages longer than the model reads
 * @param elapsedMillis since the start
 * @param documentsRead documents parsed, or found to be unchanged or broken
 * @param chunksFound chunks of the documents read
 * @param chunksEmbedded chunks of these whose vectors are there, committed or not
 * @param chunksPerSecond vectors made or found per second lately; 0 until known
 * @param millisLeft estimate of the time until the end; null until the rate is known
 * @param documentsWithoutText documents that were read and have no text
 * @param documentsMoved documents of a synchronised folder that only took another path
 * @param documentsKeptDeleted files of a synchronised folder whose documents people deleted, and
 *     that stay so; they are not among the documents found
 */
public record IngestProgress(
    String stage,
    long documentsTotal,
    long documentsDone,
    long documentsUnchanged,
    long documentsFailed,
    long documentsRemoved,
    long chunks,
    long embedded,
    long tokens,
    long truncated,
    long elapsedMillis,
    long documentsRead,
    long chunksFound,
    long chunksEmbedded,
    double chunksPerSecond,
    @Nullable Long millisLeft,
    long documentsWithoutText,
    long documentsMoved,
    long documentsKeptDeleted) {

  /** The most that is said before everything is committed. */
  private static final double ALMOST = 0.99;

  /** Before anything happened. */
  public static IngestProgress queued() {
    return nothing("queued");
  }

  /** Of a stage in which nothing was found to do. */
  public static IngestProgress nothing(String stage) {
    return new IngestProgress(stage, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, 0, 0, 0);
  }

  /** Documents that are new in the index, or changed. */
  public long documentsIndexed() {
    return documentsDone
        - documentsUnchanged
        - documentsFailed
        - documentsWithoutText
        - documentsMoved;
  }

  /**
   * Share of the work that is done, from 0 to 1: of the chunks to embed, where documents not read
   * yet count as much as those read do on average.
   */
  public double share() {
    if (documentsTotal == 0) {
      return 0;
    }
    if (documentsDone >= documentsTotal) {
      return 1;
    }
    double chunksExpected =
        documentsRead == 0 ? 0 : chunksFound * (double) documentsTotal / documentsRead;
    double share =
        chunksExpected == 0
            ? documentsDone / (double) documentsTotal
            : chunksEmbedded / chunksExpected;
    return Math.min(share, ALMOST);
  }
}
