package io.footnote.ingest;

import io.footnote.embed.Embedding;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.ingest.EmbeddingBatches.Embedded;
import io.footnote.ingest.Outcome.PreparedDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A document whose vectors come in, slice by slice, until it can go to the index as a whole. The
 * vectors of a large one wait on disk. Used by one thread at a time.
 */
final class Gathering implements AutoCloseable {
  /** Vectors of a document with more chunks are not held in memory. */
  static final int LARGE_DOCUMENT_CHUNKS = 512;

  private final PreparedDocument document;
  private final BooleanSupplier cancelled;
  private final List<float[]> held = new ArrayList<>();
  private final @Nullable VectorSpool spool;
  private int gathered;
  private Cost cost = Cost.NONE;

  /**
   * @param scratch where vectors may wait
   * @param cancelled asked while a large document is read by the index
   */
  Gathering(PreparedDocument document, Path scratch, int dimension, BooleanSupplier cancelled) {
    this.document = document;
    this.cancelled = cancelled;
    spool = large() && dimension > 0 ? new VectorSpool(scratch, dimension) : null;
  }

  PreparedDocument document() {
    return document;
  }

  boolean large() {
    return document.chunks().size() > LARGE_DOCUMENT_CHUNKS;
  }

  boolean complete() {
    return gathered == document.chunks().size();
  }

  /** What its vectors have cost so far. */
  Cost cost() {
    return cost;
  }

  /** The next vectors, which are {@code from} to {@code to} of those of a batch. */
  void add(Embedded batch, int from, int to) {
    List<Embedding> embeddings = batch.embeddings().subList(from, to);
    if (spool == null) {
      embeddings.forEach(embedding -> held.add(embedding.vector()));
    } else {
      spool.add(embeddings);
    }
    gathered += embeddings.size();
    cost = cost.plus(Cost.of(batch, from, to));
  }

  /**
   * The chunks with their vectors, to be read once.
   *
   * @throws IngestStoppedException while it is read, if the run is cancelled meanwhile and the
   *     document is large
   */
  Iterable<EmbeddedChunk> chunks() {
    return Slices::new;
  }

  @Override
  public void close() {
    if (spool != null) {
      spool.close();
    }
  }

  private List<EmbeddedChunk> slice(int from, int to) {
    List<ChunkRecord> records = EmbeddingBatches.records(document, from, to);
    List<float[]> vectors = spool == null ? held.subList(from, to) : spool.read(from, to);
    List<EmbeddedChunk> slice = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      slice.add(new EmbeddedChunk(records.get(i), vectors.get(i)));
    }
    return slice;
  }

  private final class Slices implements Iterator<EmbeddedChunk> {
    private Iterator<EmbeddedChunk> slice = Collections.emptyIterator();
    private int next;

    @Override
    public boolean hasNext() {
      if (!slice.hasNext() && next < document.chunks().size()) {
        if (large() && cancelled.getAsBoolean()) {
          throw new IngestStoppedException();
        }
        int end = Math.min(document.chunks().size(), next + EmbeddingBatches.CHUNKS);
        slice = slice(next, end).iterator();
        next = end;
      }
      return slice.hasNext();
    }

    @Override
    public EmbeddedChunk next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return slice.next();
    }
  }
}
