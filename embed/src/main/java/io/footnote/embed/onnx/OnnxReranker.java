package io.footnote.embed.onnx;

import io.footnote.embed.Reranker;
import io.footnote.embed.RerankerModelInfo;
import io.footnote.embed.onnx.WorkerPool.Work;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reranks with a cross-encoder on this machine: one pair and one thread to a run, as many runs at
 * once as it was given threads. Opened by {@link Rerankers#open}. Thread-safe.
 */
public final class OnnxReranker implements Reranker {
  private final RerankerModelInfo info;
  private final TextTokenizer tokenizer;
  private final PairModel model;
  private final WorkerPool workers;
  private final AtomicBoolean closed = new AtomicBoolean();

  OnnxReranker(RerankerModelInfo info, TextTokenizer tokenizer, PairModel model, int threads) {
    this.info = info;
    this.tokenizer = tokenizer;
    this.model = model;
    workers =
        new WorkerPool(
            threads, Thread.ofPlatform().daemon().name("rerank-", 0).factory(), Work.RERANKING);
  }

  @Override
  public RerankerModelInfo model() {
    return info;
  }

  @Override
  public double[] score(String query, List<String> passages) {
    double[] scores = new double[passages.size()];
    workers.forEach(
        scores.length, i -> scores[i] = model.score(tokenizer.encodePair(query, passages.get(i))));
    return scores;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      workers.close();
      model.close();
      tokenizer.close();
    }
  }
}
