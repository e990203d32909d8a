package io.footnote.ingest;

import io.footnote.embed.Embedding;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.ingest.EmbeddingBatches.Embedded;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** For an index that is searched by words alone: every vector is there at once, and empty. */
final class NoVectors implements Vectors {
  private static final Embedding NONE = new Embedding(EmbeddedChunk.NO_VECTOR, 0, false);

  @Override
  public int dimension() {
    return 0;
  }

  @Override
  public Future<Embedded> submit(List<ChunkRecord> chunks) {
    return CompletableFuture.completedFuture(
        new Embedded(Collections.nCopies(chunks.size(), NONE), 0));
  }
}
