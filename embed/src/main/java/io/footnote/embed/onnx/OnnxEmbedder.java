package io.footnote.embed.onnx;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.TextKind;
import io.footnote.embed.TokenCounter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Embeds with a transformer on this machine: one text and one thread to a run, as many runs at once
 * as it was given threads. Opened by {@link EmbeddingModels#open}.
 *
 * <p>Thread-safe. Memory is bounded by the runs in flight, whatever the number of passages; {@link
 * #embedPassages} keeps all threads busy but for its last texts, so give it many at a time.
 */
public final class OnnxEmbedder implements Embedder {
  private final EmbeddingModelInfo info;
  private final ModelSettings settings;
  private final TextTokenizer tokenizer;
  private final TokenModel model;
  private final EmbeddingWorkers workers;
  private final AtomicBoolean closed = new AtomicBoolean();

  OnnxEmbedder(
      String contentHash,
      ModelSettings settings,
      TextTokenizer tokenizer,
      TokenModel model,
      int threads) {
    info =
        new EmbeddingModelInfo(
            settings.name(), contentHash, model.dimension(), settings.maxTokens());
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.model = model;
    workers = new EmbeddingWorkers(threads);
  }

  @Override
  public EmbeddingModelInfo model() {
    return info;
  }

  @Override
  public TokenCounter tokenCounter() {
    return tokenizer;
  }

  @Override
  public Embedding embedQuery(String query) {
    return workers.interactive(() -> embed(TextKind.QUERY, query));
  }

  @Override
  public List<Embedding> embedPassages(List<String> passages) {
    return embedAll(passages, workers::bulk);
  }

  @Override
  public List<Embedding> embedPassagesNow(List<String> passages) {
    return embedAll(passages, workers::awaited);
  }

  private List<Embedding> embedAll(List<String> passages, BiConsumer<Integer, IntConsumer> runs) {
    // The longest first, so that no thread is left with a long one when the others are done.
    int[] order =
        IntStream.range(0, passages.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -passages.get(i).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    Embedding[] embeddings = new Embedding[order.length];
    runs.accept(
        order.length, i -> embeddings[order[i]] = embed(TextKind.PASSAGE, passages.get(order[i])));
    return Arrays.asList(embeddings);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      workers.close();
      model.close();
      tokenizer.close();
    }
  }

  private Embedding embed(TextKind kind, String text) {
    TextTokenizer.Tokens tokens = tokenizer.encode(settings.prefix(kind) + text);
    return new Embedding(model.embed(tokens.ids()), tokens.ids().length, tokens.truncated());
  }
}
