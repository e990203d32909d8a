package io.footnote.ingest;

import io.footnote.embed.Embedding;
import io.footnote.ingest.EmbeddingBatches.Embedded;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts what a run did. What was indexed counts only once it is committed; what failed or needed
 * nothing counts at once. Belongs to the thread that runs the ingest, except where said.
 */
final class Tally {
  /** Failures kept by name; more are only counted. */
  private static final int MAX_FAILURES = 10_000;

  private static final long REPORT_EVERY_MILLIS = 250;

  private final Clock clock;
  private final Consumer<IngestProgress> listener;
  private final long started;
  private final AtomicLong total = new AtomicLong();
  private final List<FailedDocument> failures = new ArrayList<>();
  private Counts committed = new Counts(0, 0, 0, 0, 0);
  private Counts pending = new Counts(0, 0, 0, 0, 0);
  private long unchanged;
  private long failed;
  private long reported;
  private String stage = "listing";

  Tally(Clock clock, Consumer<IngestProgress> listener) {
    this.clock = clock;
    this.listener = listener;
    this.started = clock.millis();
  }

  /** Documents found; may be called from any thread. */
  void found(long documents) {
    total.addAndGet(documents);
  }

  void unchanged() {
    unchanged++;
  }

  void failed(FailedDocument failure) {
    failed++;
    if (failures.size() < MAX_FAILURES) {
      failures.add(failure);
    }
  }

  /** A source document was indexed, attachments and all. */
  void indexed() {
    pending = pending.plus(new Counts(1, 0, 0, 0, 0));
  }

  /** A batch of chunks was handed to the index. */
  void chunks(Embedded batch) {
    long tokens = 0;
    long truncated = 0;
    for (Embedding embedding : batch.embeddings()) {
      tokens += embedding.tokens();
      truncated += embedding.truncated() ? 1 : 0;
    }
    int size = batch.embeddings().size();
    // Which of a batch were known is not said; their share of the tokens is as good as exact.
    long read = size == 0 ? 0 : tokens * batch.fromModel() / size;
    pending = pending.plus(new Counts(0, size, batch.fromModel(), read, truncated));
  }

  /** Whether documents that were found are neither dealt with nor among those on their way. */
  boolean unfinished(long onTheirWay) {
    return committed.documents() + pending.documents() + unchanged + failed + onTheirWay
        < total.get();
  }

  long pendingDocuments() {
    return pending.documents();
  }

  void committed() {
    committed = committed.plus(pending);
    pending = new Counts(0, 0, 0, 0, 0);
  }

  void stage(String next) {
    stage = next;
    report();
  }

  /** Reports if the last report is some time ago. */
  void tick() {
    if (clock.millis() - reported >= REPORT_EVERY_MILLIS) {
      report();
    }
  }

  private void report() {
    reported = clock.millis();
    listener.accept(progress());
  }

  IngestProgress progress() {
    long done = committed.documents() + unchanged + failed;
    return new IngestProgress(
        stage,
        Math.max(total.get(), done),
        done,
        unchanged,
        failed,
        committed.chunks(),
        committed.embedded(),
        committed.tokens(),
        committed.truncated(),
        clock.millis() - started);
  }

  IngestReport finish(boolean cancelled) {
    failures.sort(
        Comparator.comparing(FailedDocument::source).thenComparing(FailedDocument::reason));
    return new IngestReport(progress(), failures, cancelled);
  }

  private record Counts(long documents, long chunks, long embedded, long tokens, long truncated) {
    Counts plus(Counts more) {
      return new Counts(
          documents + more.documents,
          chunks + more.chunks,
          embedded + more.embedded,
          tokens + more.tokens,
          truncated + more.truncated);
    }
  }
}
