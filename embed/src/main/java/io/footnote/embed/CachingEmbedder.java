package io.footnote.embed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Looks passages up in a {@link VectorCache} before it embeds them. Queries go straight to the
 * model: they seldom repeat, and must not wait for a disk.
 *
 * <p>Thread-safe. Two calls at once may both embed a text that neither finds; the vectors are the
 * same.
 */
public final class CachingEmbedder implements Embedder {
  private final Embedder embedder;
  private final VectorCache cache;

  /** Takes over both: {@link #close} closes them. */
  public CachingEmbedder(Embedder embedder, VectorCache cache) {
    this.embedder = embedder;
    this.cache = cache;
  }

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
    return embed(passages).embeddings();
  }

  /** Straight to the model: what is asked for once need not be kept. */
  @Override
  public List<Embedding> embedPassagesNow(List<String> passages) {
    return embedder.embedPassagesNow(passages);
  }

  /**
   * As {@link #embedPassages}, and says how many were embedded. What was embedded is in the cache
   * when this returns.
   */
  public CachedEmbeddings embed(List<String> passages) {
    List<VectorCache.Key> keys =
        passages.stream()
            .map(passage -> VectorCache.Key.of(model(), TextKind.PASSAGE, passage))
            .toList();
    Map<VectorCache.Key, Embedding> known = new LinkedHashMap<>(cache.getAll(keys));
    Map<VectorCache.Key, String> missing = new LinkedHashMap<>();
    for (int i = 0; i < passages.size(); i++) {
      if (!known.containsKey(keys.get(i))) {
        missing.put(keys.get(i), passages.get(i));
      }
    }
    if (!missing.isEmpty()) {
      List<Embedding> computed = embedder.embedPassages(List.copyOf(missing.values()));
      Map<VectorCache.Key, Embedding> fresh = new LinkedHashMap<>();
      missing.keySet().forEach(key -> fresh.put(key, computed.get(fresh.size())));
      cache.putAll(fresh);
      known.putAll(fresh);
    }
    List<Embedding> embeddings = new ArrayList<>();
    keys.forEach(key -> embeddings.add(Objects.requireNonNull(known.get(key))));
    return new CachedEmbeddings(embeddings, missing.size(), passages.size() - missing.size());
  }

  @Override
  public void close() {
    try (cache) {
      embedder.close();
    }
  }
}
