package io.footnote.eval.bench;

import io.footnote.embed.Embedder;
import java.util.List;

/** Footnote's embedder without its cache: tokenizes, truncates, schedules, pools, normalises. */
record FootnoteLoop(Embedder embedder, List<String> passages) implements EmbeddingLoop {
  @Override
  public String name() {
    return "footnote";
  }

  @Override
  public long run(int from, int to) {
    return embedder.embedPassages(passages.subList(from, to)).stream()
        .mapToLong(embedding -> embedding.tokens())
        .sum();
  }

  @Override
  public void close() {
    embedder.close();
  }
}
