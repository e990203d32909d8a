package io.footnote.ingest;

import io.footnote.embed.Embedding;
import io.footnote.index.ChunkIndex;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.ingest.EmbeddingBatches.Embedded;
import io.footnote.ingest.Outcome.PreparedDocument;
import io.footnote.ingest.PreparedQueue.Item;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Takes prepared documents in order, has them embedded in batches that span documents, hands whole
 * documents to the index and commits now and then. Used by one thread.
 */
final class IndexWriting {
  /**
   * A document with more chunks is embedded while the index reads it, so as not to be held whole.
   */
  private static final int LARGE_DOCUMENT_CHUNKS = 512;

  /** Work that may be lost when the process dies: so many documents or milliseconds. */
  private static final long COMMIT_EVERY_DOCUMENTS = 2000;

  private static final long COMMIT_EVERY_MILLIS = 10_000;

  private final ChunkIndex index;
  private final EmbeddingBatches batches;
  private final Tally tally;
  private final Clock clock;
  private final Deque<Batch> inFlight = new ArrayDeque<>();
  private List<Entry> entries = new ArrayList<>();
  private List<ChunkRecord> chunks = new ArrayList<>();
  private long lastCommit;

  IndexWriting(ChunkIndex index, EmbeddingBatches batches, Tally tally, Clock clock) {
    this.index = index;
    this.batches = batches;
    this.tally = tally;
    this.clock = clock;
    this.lastCommit = clock.millis();
  }

  private record Entry(Item item, Outcome.Ready ready) {}

  private record Batch(
      List<Entry> entries, List<ChunkRecord> chunks, Future<Embedded> embeddings) {}

  /**
   * Writes until the queue ends.
   *
   * @return whether it was cancelled before that
   */
  boolean writeAll(PreparedQueue prepared, BooleanSupplier cancelled) {
    try {
      Runnable idle = () -> idle(prepared);
      boolean stopped = false;
      for (Item item = prepared.next(idle);
          item != null && !stopped;
          item = stopped ? null : prepared.next(idle)) {
        stopped = cancelled.getAsBoolean();
        if (!stopped) {
          write(item, PreparedQueue.await(item, idle), prepared);
        }
      }
      // The source thread stops by itself when cancelled, so the queue may simply have ended.
      stopped |= tally.unfinished(entries.size() + inFlight()) && cancelled.getAsBoolean();
      flush(prepared);
      tally.stage("committing");
      commit();
      return stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the ingest was interrupted; what was committed stays", e);
    }
  }

  private long inFlight() {
    return inFlight.stream().mapToLong(batch -> batch.entries().size()).sum();
  }

  private void write(Item item, Outcome outcome, PreparedQueue prepared)
      throws InterruptedException {
    switch (outcome) {
      case Outcome.Unchanged _ -> {
        tally.unchanged();
        prepared.release(item);
      }
      case Outcome.Failed failed -> {
        tally.failed(failed.failure());
        prepared.release(item);
      }
      case Outcome.PolicyChanged changed -> {
        index.setPolicy(changed.documentId(), changed.policyId());
        tally.indexed();
        prepared.release(item);
      }
      case Outcome.Ready ready -> add(new Entry(item, ready), prepared);
    }
    commitIfDue();
    tally.tick();
  }

  private void add(Entry entry, PreparedQueue prepared) throws InterruptedException {
    int size = entry.ready().documents().stream().mapToInt(d -> d.chunks().size()).sum();
    if (size > LARGE_DOCUMENT_CHUNKS) {
      flush(prepared);
      for (PreparedDocument document : entry.ready().documents()) {
        EmbeddedSlices slices = new EmbeddedSlices(document, batches);
        index.replace(document.record(), slices);
        slices.costs().forEach(tally::chunks);
      }
      finish(entry, prepared);
      return;
    }
    entries.add(entry);
    for (PreparedDocument document : entry.ready().documents()) {
      chunks.addAll(EmbeddingBatches.records(document, 0, document.chunks().size()));
    }
    if (chunks.size() >= EmbeddingBatches.CHUNKS) {
      submit();
      while (inFlight.size() > EmbeddingBatches.IN_FLIGHT) {
        index(inFlight.remove(), prepared);
      }
    }
  }

  private void submit() {
    if (!entries.isEmpty()) {
      inFlight.add(new Batch(entries, chunks, batches.submit(chunks)));
      entries = new ArrayList<>();
      chunks = new ArrayList<>();
    }
  }

  private void flush(PreparedQueue prepared) throws InterruptedException {
    submit();
    while (!inFlight.isEmpty()) {
      index(inFlight.remove(), prepared);
    }
  }

  private void index(Batch batch, PreparedQueue prepared) throws InterruptedException {
    Embedded embedded = EmbeddingBatches.await(batch.embeddings());
    List<Embedding> embeddings = embedded.embeddings();
    int next = 0;
    for (Entry entry : batch.entries()) {
      for (PreparedDocument document : entry.ready().documents()) {
        List<EmbeddedChunk> vectors = new ArrayList<>(document.chunks().size());
        for (int i = 0; i < document.chunks().size(); i++, next++) {
          vectors.add(new EmbeddedChunk(batch.chunks().get(next), embeddings.get(next).vector()));
        }
        index.replace(document.record(), vectors);
      }
      finish(entry, prepared);
    }
    tally.chunks(embedded);
    commitIfDue();
  }

  private void finish(Entry entry, PreparedQueue prepared) {
    entry.ready().gone().forEach(index::delete);
    tally.indexed();
    prepared.release(entry.item());
  }

  /** While nothing comes: what is there goes on its way. */
  private void idle(PreparedQueue prepared) {
    try {
      if (inFlight.isEmpty()) {
        submit();
      }
      while (!inFlight.isEmpty() && inFlight.getFirst().embeddings().isDone()) {
        index(inFlight.remove(), prepared);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the next wait of this thread ends with it
    }
    commitIfDue();
    tally.tick();
  }

  private void commitIfDue() {
    if (tally.pendingDocuments() >= COMMIT_EVERY_DOCUMENTS
        || clock.millis() - lastCommit >= COMMIT_EVERY_MILLIS) {
      commit();
    }
  }

  private void commit() {
    if (tally.pendingDocuments() > 0) {
      index.commit();
      tally.committed();
    }
    lastCommit = clock.millis();
  }
}
