package io.footnote.embed.testing;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.TokenCounter;
import java.util.List;

/**
 * Another embedder, with something done before it embeds passages: waiting, failing, looking
 * around. Closing it leaves the other open.
 */
public record WatchedEmbedder(Embedder embedder, Runnable beforePassages) implements Embedder {
  @Override
  public EmbeddingModelInfo model() {
    return embedder.model();
  }

  @Override
  public TokenCounter tokenCounter() {
    return embedder.tokenCounter();
  }

  @Override
  public Embedding embedQuery(String query) {
    return embedder.embedQuery(query);
  }

  @Override
  public List<Embedding> embedPassages(List<String> passages) {
    beforePassages.run();
    return embedder.embedPassages(passages);
  }

  @Override
  public void close() {}
}
