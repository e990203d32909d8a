package io.footnote.ingest;

import io.footnote.ingest.Outcome.Novelty;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final List<TextlessDocument> textless = new ArrayList<>();
  private final Pace reading = new Pace();
  private final Pace embedding = new Pace();
  private Counts committed = Counts.NONE;
  private Counts pending = Counts.NONE;
  private long unchanged;
  private long failed;
  private long withoutText;
  private long removed;
  private long keptDeleted;
  private long read;
  private long chunksFound;
  private long chunksEmbedded;
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

  /** A source document was read, whatever came of it. */
  void read(long chunks) {
    read++;
    chunksFound += chunks;
  }

  /** Vectors have come in. */
  void embedded(long chunks) {
    chunksEmbedded += chunks;
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

  /** A source document has no text. */
  void withoutText(TextlessDocument document) {
    withoutText++;
    if (textless.size() < MAX_FAILURES) {
      textless.add(document);
    }
  }

  /** What could not be read, or has no text, of a source document that is indexed all the same. */
  void inside(List<FailedDocument> failedParts, List<TextlessDocument> partsWithoutText) {
    found(failedParts.size() + partsWithoutText.size());
    failedParts.forEach(this::failed);
    partsWithoutText.forEach(this::withoutText);
    read += failedParts.size() + partsWithoutText.size();
  }

  /** A document was removed, and that is committed. */
  void removed() {
    removed++;
  }

  /** A document was handed to the index with its chunks. */
  void chunks(Cost cost) {
    pending = pending.plus(new Counts(0, 0, 0, cost));
  }

  /** A source document was indexed, attachments and all. */
  void indexed(Novelty novelty) {
    pending =
        pending.plus(
            new Counts(
                1,
                novelty == Novelty.RENEWED ? 1 : 0,
                novelty == Novelty.MOVED ? 1 : 0,
                Cost.NONE));
  }

  /** Files were passed over, because people deleted their documents. */
  void keptDeleted(long files) {
    keptDeleted += files;
  }

  /** Whether documents that were found are not dealt with. */
  boolean unfinished() {
    return committed.documents() + pending.documents() + dealtWith() < total.get();
  }

  long pendingDocuments() {
    return pending.documents();
  }

  void committed() {
    committed = committed.plus(pending);
    pending = Counts.NONE;
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
    reading.observe(reported, read);
    embedding.observe(reported, chunksEmbedded);
    listener.accept(progress());
  }

  IngestProgress progress() {
    long done = committed.documents() + dealtWith();
    Cost cost = committed.cost();
    return new IngestProgress(
        stage,
        Math.max(total.get(), done),
        done,
        unchanged + committed.renewed(),
        failed,
        removed,
        cost.chunks(),
        cost.embedded(),
        cost.tokens(),
        cost.truncated(),
        clock.millis() - started,
        read,
        chunksFound,
        chunksEmbedded,
        embedding.perSecond(),
        millisLeft(),
        withoutText,
        committed.moved(),
        keptDeleted);
  }

  /** Documents that needed nothing of the index. */
  private long dealtWith() {
    return unchanged + failed + withoutText;
  }

  /**
   * The chunks that are known to be left at their pace, then the documents that nobody has read
   * yet: at the pace of reading, or as so many chunks as those read have on average. The shorter
   * time is right for both: reading stands still during a large document, embedding during a row of
   * unchanged ones.
   */
  private @Nullable Long millisLeft() {
    long chunksLeft = chunksFound - chunksEmbedded;
    long unread = Math.max(0, total.get() - read);
    double chunkPace = embedding.perSecond();
    double documentPace = reading.perSecond();
    double seconds = 0;
    if (chunksLeft > 0) {
      seconds += chunksLeft / chunkPace;
    }
    if (unread > 0) {
      double chunksEach = read == 0 ? 0 : chunksFound / (double) read;
      double asChunks = chunksEach > 0 ? unread * chunksEach / chunkPace : Double.POSITIVE_INFINITY;
      seconds += Math.min(asChunks, unread / documentPace);
    }
    return Double.isFinite(seconds) ? Math.round(seconds * 1000) : null;
  }

  IngestReport finish(boolean cancelled) {
    failures.sort(
        Comparator.comparing(FailedDocument::source).thenComparing(FailedDocument::reason));
    textless.sort(
        Comparator.comparing(TextlessDocument::source).thenComparing(TextlessDocument::reason));
    return new IngestReport(progress(), failures, textless, cancelled);
  }

  /**
   * @param renewed how many of the documents had not changed
   * @param moved how many had only moved
   */
  private record Counts(long documents, long renewed, long moved, Cost cost) {
    static final Counts NONE = new Counts(0, 0, 0, Cost.NONE);

    Counts plus(Counts more) {
      return new Counts(
          documents + more.documents,
          renewed + more.renewed,
          moved + more.moved,
          cost.plus(more.cost));
    }
  }
}
