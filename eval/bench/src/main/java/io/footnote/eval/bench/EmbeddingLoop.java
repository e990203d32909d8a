package io.footnote.eval.bench;

/** One way to embed the same passages; compared by {@link EmbeddingBenchmark}. */
interface EmbeddingLoop extends AutoCloseable {

  String name();

  /**
   * Embeds passages {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @return tokens read
   */
  long run(int from, int to);

  @Override
  void close();
}
