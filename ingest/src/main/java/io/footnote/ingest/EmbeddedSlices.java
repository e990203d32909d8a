package io.footnote.ingest;

import io.footnote.embed.Embedding;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.ingest.EmbeddingBatches.Embedded;
import io.footnote.ingest.Outcome.PreparedDocument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Future;

/**
 * The chunks of a large document, embedded a few batches ahead of whoever reads them. To be read
 * once.
 */
final class EmbeddedSlices implements Iterable<EmbeddedChunk> {
  private final PreparedDocument document;
  private final EmbeddingBatches batches;
  private final List<Embedded> costs = Collections.synchronizedList(new ArrayList<>());

  EmbeddedSlices(PreparedDocument document, EmbeddingBatches batches) {
    this.document = document;
    this.batches = batches;
  }

  /** What was embedded so far, without the vectors. */
  List<Embedded> costs() {
    return costs;
  }

  @Override
  public Iterator<EmbeddedChunk> iterator() {
    return new Slices();
  }

  private record Slice(List<ChunkRecord> chunks, Future<Embedded> embeddings) {}

  private final class Slices implements Iterator<EmbeddedChunk> {
    private final Deque<Slice> ahead = new ArrayDeque<>();
    private Iterator<EmbeddedChunk> current = Collections.emptyIterator();
    private int submitted;

    @Override
    public boolean hasNext() {
      if (!current.hasNext()) {
        fill();
        Slice slice = ahead.poll();
        if (slice != null) {
          current = embedded(slice);
        }
      }
      return current.hasNext();
    }

    @Override
    public EmbeddedChunk next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.next();
    }

    private void fill() {
      int size = document.chunks().size();
      while (ahead.size() <= EmbeddingBatches.IN_FLIGHT && submitted < size) {
        int end = Math.min(size, submitted + EmbeddingBatches.CHUNKS);
        List<ChunkRecord> chunks = EmbeddingBatches.records(document, submitted, end);
        ahead.add(new Slice(chunks, batches.submit(chunks)));
        submitted = end;
      }
    }

    private Iterator<EmbeddedChunk> embedded(Slice slice) {
      Embedded embedded;
      try {
        embedded = EmbeddingBatches.await(slice.embeddings());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the ingest was interrupted", e);
      }
      List<EmbeddedChunk> chunks = new ArrayList<>(slice.chunks().size());
      List<Embedding> withoutVectors = new ArrayList<>();
      for (int i = 0; i < slice.chunks().size(); i++) {
        Embedding embedding = embedded.embeddings().get(i);
        chunks.add(new EmbeddedChunk(slice.chunks().get(i), embedding.vector()));
        withoutVectors.add(new Embedding(new float[0], embedding.tokens(), embedding.truncated()));
      }
      costs.add(new Embedded(withoutVectors, embedded.fromModel()));
      return chunks.iterator();
    }
  }
}
