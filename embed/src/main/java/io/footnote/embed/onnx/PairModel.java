package io.footnote.embed.onnx;

/** Pairs of texts to scores; the seam at which tests replace the cross-encoder. */
interface PairModel extends AutoCloseable {

  /** Relevance from 0 to 1. Called by several threads at once. */
  double score(PairTokens pair);

  @Override
  void close();
}
