package io.footnote.ingest;

import io.footnote.index.ChunkIndex;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.Replacement;
import io.footnote.ingest.EmbeddingBatches.Embedded;
import io.footnote.ingest.Outcome.PreparedDocument;
import io.footnote.ingest.PreparedQueue.Item;
import io.footnote.ingest.parse.ParsedStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes prepared documents in order, has them embedded in batches that span documents, hands whole
 * documents to the index and commits now and then. Used by one thread.
 *
 * <p>A large document is many batches. The index is given it when the last of its vectors is there,
 * so that nobody else's change waits while the model works, and cancelling it costs nothing but
 * vectors.
 */
final class IndexWriting {
  /**
   * Work that may be lost when the process dies, in milliseconds. There is no limit in documents:
   * every commit makes a segment, and many small ones cost more than what they are made of.
   */
  private static final long COMMIT_EVERY_MILLIS = 10_000;

  /** The same at the beginning, doubled by each commit, so that something is soon to be found. */
  private static final long FIRST_COMMIT_MILLIS = 2_000;

  /** When cancelled, what the model has nearly finished is waited for this long. */
  private static final long CANCEL_GRACE_MILLIS = 500;

  /** How often progress is told while segments merge. */
  private static final Duration SETTLE_TICK = Duration.ofMillis(200);

  private final ChunkIndex index;
  private final ParsedStore store;
  private final Vectors vectors;
  private final Path scratch;
  private final Consumer<Set<String>> outdated;
  private final Unindexed unindexed;
  private final Tally tally;
  private final Clock clock;
  private final BooleanSupplier cancelled;
  private final Deque<Batch> inFlight = new ArrayDeque<>();
  private final Deque<Gathering> gathering = new ArrayDeque<>(); // in order, not complete
  private List<Piece> pieces = new ArrayList<>();
  private List<ChunkRecord> chunks = new ArrayList<>();
  private Set<String> outdatedSinceCommit = new HashSet<>();
  private long lastCommit;
  private long commitEvery = FIRST_COMMIT_MILLIS;

  /**
   * @param store holds the texts of what is indexed
   * @param outdated told after a commit the content hashes of what was replaced
   * @param unindexed told what the index was given
   */
  IndexWriting(
      ChunkIndex index,
      ParsedStore store,
      Vectors vectors,
      Path scratch,
      Consumer<Set<String>> outdated,
      Unindexed unindexed,
      Tally tally,
      Clock clock,
      BooleanSupplier cancelled) {
    this.index = index;
    this.store = store;
    this.vectors = vectors;
    this.scratch = scratch;
    this.outdated = outdated;
    this.unindexed = unindexed;
    this.tally = tally;
    this.clock = clock;
    this.cancelled = cancelled;
    this.lastCommit = clock.millis();
  }

  /**
   * A source document.
   *
   * @param complete its documents (itself and its attachments) whose vectors are all there; they
   *     are indexed together, because a commit between them would make the source look ingested
   */
  private record Entry(Item item, Outcome.Ready ready, List<Gathering> complete) {

    /**
     * Whether it is not handed over with others: what comes next may have the id of what is gone,
     * and a large document may be cancelled while the index reads it.
     */
    boolean standsAlone() {
      return !ready.gone().isEmpty() || complete.stream().anyMatch(Gathering::large);
    }
  }

  /**
   * Chunks of one document in a batch.
   *
   * @param size how many
   * @param last whether the source document ends with them
   */
  private record Piece(Entry entry, Gathering document, int size, boolean last) {}

  private record Batch(List<Piece> pieces, Future<Embedded> embeddings) {
    boolean ofLargeDocument() {
      return pieces.stream().anyMatch(piece -> piece.document().large());
    }
  }

  /**
   * Writes until the queue ends.
   *
   * @return whether it was cancelled before that
   */
  boolean writeAll(PreparedQueue prepared) {
    try {
      boolean stopped = false;
      try {
        readAll(prepared);
        flush(prepared);
      } catch (IngestStoppedException e) {
        stopped = true;
        saveWhatIsNearlyDone(prepared);
      }
      tally.stage("committing");
      commit();
      settle();
      // The source thread stops by itself when cancelled, so the queue may simply have ended.
      return (stopped || cancelled.getAsBoolean()) && tally.unfinished();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the ingest was interrupted; what was committed stays", e);
    } finally {
      drop();
      gathering.forEach(Gathering::close);
    }
  }

  private void readAll(PreparedQueue prepared) throws InterruptedException {
    Runnable idle = () -> idle(prepared);
    for (Item item = prepared.next(idle); item != null; item = prepared.next(idle)) {
      checkCancelled();
      write(item, PreparedQueue.await(item.outcome(), idle), prepared);
    }
  }

  private void write(Item item, Outcome outcome, PreparedQueue prepared)
      throws InterruptedException {
    switch (outcome) {
      case Outcome.Unchanged unchanged -> {
        tally.read(0);
        tally.unchanged();
        unchanged.failed().forEach(tally::failed);
        prepared.release(item);
      }
      case Outcome.Failed failed -> {
        tally.read(0);
        tally.failed(failed.failure());
        prepared.release(item);
      }
      case Outcome.WithoutText textless -> {
        tally.read(0);
        tally.withoutText(textless.document());
        prepared.release(item);
      }
      case Outcome.PolicyChanged changed -> {
        tally.read(0);
        index.setPolicy(changed.documentId(), changed.policyId());
        tally.indexed(Outcome.Novelty.NEW_OR_CHANGED);
        prepared.release(item);
      }
      case Outcome.Ready ready -> {
        tally.read(ready.documents().stream().mapToLong(d -> d.chunks().size()).sum());
        add(new Entry(item, ready, new ArrayList<>()), prepared);
      }
    }
    commitIfDue();
    tally.tick();
  }

  private void add(Entry entry, PreparedQueue prepared) throws InterruptedException {
    int documentsLeft = entry.ready().documents().size();
    for (PreparedDocument document : entry.ready().documents()) {
      documentsLeft--;
      Gathering gathered = new Gathering(document, scratch, vectors.dimension(), cancelled);
      gathering.add(gathered);
      int size = document.chunks().size();
      int start = 0;
      do {
        int end = Math.min(size, start + EmbeddingBatches.CHUNKS - chunks.size());
        chunks.addAll(EmbeddingBatches.records(document, start, end));
        pieces.add(new Piece(entry, gathered, end - start, documentsLeft == 0 && end == size));
        start = end;
        if (chunks.size() >= EmbeddingBatches.CHUNKS) {
          submit();
          while (inFlight.size() > EmbeddingBatches.IN_FLIGHT) {
            receive(prepared);
          }
        }
      } while (start < size);
    }
  }

  private void submit() {
    if (!pieces.isEmpty()) {
      inFlight.add(new Batch(pieces, vectors.submit(chunks)));
      pieces = new ArrayList<>();
      chunks = new ArrayList<>();
    }
  }

  private void flush(PreparedQueue prepared) throws InterruptedException {
    submit();
    while (!inFlight.isEmpty()) {
      receive(prepared);
    }
  }

  /** Takes in the oldest batch and hands over the documents that it completes. */
  private void receive(PreparedQueue prepared) throws InterruptedException {
    Batch batch = inFlight.getFirst();
    Embedded embedded = PreparedQueue.await(batch.embeddings(), this::waiting);
    inFlight.removeFirst();
    tally.embedded(embedded.embeddings().size());
    boolean complete = false;
    try {
      takeIn(batch, embedded, prepared);
      complete = true;
    } finally {
      if (!complete) {
        drop(); // documents of which this batch has a part lack it
      }
    }
    commitIfDue();
    tally.tick();
  }

  private void takeIn(Batch batch, Embedded embedded, PreparedQueue prepared) {
    store.flush(); // anybody's commit may make durable what the index is given
    int start = 0;
    List<Entry> whole = new ArrayList<>();
    for (Piece piece : batch.pieces()) {
      Gathering document = piece.document();
      document.add(embedded, start, start + piece.size());
      start += piece.size();
      if (document.complete()) {
        piece.entry().complete().add(document);
      }
      if (piece.last()) {
        if (piece.entry().standsAlone()) {
          index(whole, prepared);
          whole.clear();
          index(List.of(piece.entry()), prepared);
        } else {
          whole.add(piece.entry());
        }
      }
    }
    index(whole, prepared);
  }

  /**
   * At once: handed over one by one, small documents wait longer than they take. Attachments go
   * before what they are attached to, so that a source never looks ingested before it is.
   */
  private void index(List<Entry> whole, PreparedQueue prepared) {
    if (whole.isEmpty()) {
      return;
    }
    List<Gathering> documents =
        whole.stream().flatMap(one -> one.complete().reversed().stream()).toList();
    boolean large = documents.stream().anyMatch(Gathering::large);
    if (large) {
      tally.stage("indexing");
    }
    List<Gathering> begun = new ArrayList<>();
    index.replaceAll(documents.stream().map(one -> replacement(one, begun)).toList());
    for (Gathering document : documents) {
      unindexed.indexed(document.document().record());
      tally.chunks(document.cost());
      gathering.remove(document);
      document.close();
    }
    for (Entry entry : whole) {
      Outcome.Ready ready = entry.ready();
      ready.gone().forEach(index::delete);
      outdatedSinceCommit.addAll(ready.outdated());
      tally.indexed(ready.novelty());
      tally.inside(ready.failed(), ready.withoutText());
      prepared.release(entry.item());
    }
    if (large) {
      tally.stage("ingesting");
    }
  }

  /**
   * @param begun those that the index has begun to read; it has all of them but the last, whatever
   *     becomes of that one
   */
  private Replacement replacement(Gathering document, List<Gathering> begun) {
    return new Replacement(
        document.document().record(),
        () -> {
          if (!begun.isEmpty()) {
            unindexed.indexed(begun.getLast().document().record());
          }
          begun.add(document);
          return document.chunks().iterator();
        });
  }

  private void drop() {
    inFlight.forEach(batch -> batch.embeddings().cancel(true));
    inFlight.clear();
    pieces.clear();
    chunks.clear();
  }

  /** After a cancel: whole documents whose vectors are there, or will be in a moment. */
  private void saveWhatIsNearlyDone(PreparedQueue prepared) throws InterruptedException {
    submit();
    long until = clock.millis() + CANCEL_GRACE_MILLIS;
    while (!inFlight.isEmpty()
        && !inFlight.getFirst().ofLargeDocument()
        && endsBefore(inFlight.getFirst().embeddings(), until)) {
      receive(prepared);
    }
  }

  private boolean endsBefore(Future<Embedded> embeddings, long until) throws InterruptedException {
    try {
      Embedded _ = embeddings.get(Math.max(0, until - clock.millis()), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw EmbeddingBatches.unwrap(e);
    }
  }

  /** While no document comes: what is there goes on its way. */
  private void idle(PreparedQueue prepared) {
    try {
      if (inFlight.isEmpty()) {
        submit();
      }
      while (!inFlight.isEmpty() && inFlight.getFirst().embeddings().isDone()) {
        receive(prepared);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the next wait of this thread ends with it
    }
    waiting();
  }

  private void waiting() {
    checkCancelled();
    commitIfDue();
    tally.tick();
  }

  private void checkCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new IngestStoppedException();
    }
  }

  private void commitIfDue() {
    if (clock.millis() - lastCommit >= commitEvery) {
      commit();
      commitEvery = Math.min(2 * commitEvery, COMMIT_EVERY_MILLIS);
    }
  }

  /** Searches of the collection are slow until this is done, but it is whole. */
  private void settle() throws InterruptedException {
    tally.stage("merging");
    while (!cancelled.getAsBoolean() && !index.settle(SETTLE_TICK)) {
      tally.tick();
    }
  }

  private void commit() {
    if (tally.pendingDocuments() > 0) {
      index.commit();
      tally.committed();
      outdated.accept(outdatedSinceCommit);
      outdatedSinceCommit = new HashSet<>();
    }
    lastCommit = clock.millis();
  }
}
