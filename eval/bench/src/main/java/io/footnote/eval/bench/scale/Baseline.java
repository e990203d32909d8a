package io.footnote.eval.bench.scale;

/** An engine that Footnote is measured against. */
interface Baseline extends VectorEngine {

  int segments();

  /** Footnote's throughput at equal recall is to be this many times that of this engine. */
  double reach();
}
