package io.footnote.eval.bench.scale;

import java.io.IOException;

/** An index over the vectors of a {@link BenchCorpus}, opened for searching. Thread-safe. */
interface VectorEngine extends AutoCloseable {

  String name();

  /** Candidates that {@link #search} may be asked for, ascending: more find more and cost more. */
  int[] efforts();

  /** Slots of the ten nearest chunks it finds. */
  int[] search(float[] query, int effort) throws IOException;

  @Override
  void close() throws IOException;
}
