package io.footnote.eval.bench;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.output.TokenUsage;
import io.footnote.embed.BackgroundThreads;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * LangChain4j's in-process model of the same weights, as its documentation has it, on as many
 * threads as the others, which are as nice as theirs.
 */
final class LangChain4jLoop implements EmbeddingLoop {
  private final List<TextSegment> segments;
  private final ExecutorService pool;
  private final EmbeddingModel model;

  LangChain4jLoop(List<String> passages, int threads) {
    segments = passages.stream().map(TextSegment::from).toList();
    pool = Executors.newFixedThreadPool(threads, BackgroundThreads.factory("langchain4j-"));
    model = new BgeSmallEnV15QuantizedEmbeddingModel(pool);
  }

  @Override
  public String name() {
    return "langchain4j";
  }

  @Override
  public long run(int from, int to) {
    TokenUsage usage = model.embedAll(segments.subList(from, to)).tokenUsage();
    Integer tokens = usage == null ? null : usage.inputTokenCount();
    return tokens == null ? 0 : tokens;
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
