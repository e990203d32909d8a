package io.footnote.embed.onnx;

/** Token ids to a finished vector; the seam at which tests replace the transformer. */
interface TokenModel extends AutoCloseable {

  /** Floats in a vector. */
  int dimension();

  /**
   * The vector of one sequence. Called by several threads at once.
   *
   * @param ids token ids, special tokens included
   */
  float[] embed(long[] ids);

  @Override
  void close();
}
