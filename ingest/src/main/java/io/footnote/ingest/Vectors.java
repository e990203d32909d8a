package io.footnote.ingest;

import io.footnote.index.model.ChunkRecord;
import io.footnote.ingest.EmbeddingBatches.Embedded;
import java.util.List;
import java.util.concurrent.Future;

/** Where the vectors of chunks come from, batch by batch. */
interface Vectors {

  /** Floats in a vector; 0 where there are no vectors. */
  int dimension();

  Future<Embedded> submit(List<ChunkRecord> chunks);
}
