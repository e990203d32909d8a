package io.footnote.embed.testing;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.Hashes;
import io.footnote.embed.TokenCounter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A deterministic embedder without a model: each word adds a pseudo-random direction, so texts that
 * share words are close. For tests that need vectors but not their quality.
 */
public final class HashingEmbedder implements Embedder {
  private static final int MAX_TOKENS = 512;

  private final EmbeddingModelInfo model;
  private final AtomicInteger embedded = new AtomicInteger();
  private final AtomicInteger passagesEmbedded = new AtomicInteger();

  public HashingEmbedder(int dimension) {
    model =
        new EmbeddingModelInfo(
            "hashing-" + dimension,
            Hashes.sha256Hex("hashing-" + dimension),
            dimension,
            MAX_TOKENS);
  }

  /** How many texts were embedded so far. */
  public int embedded() {
    return embedded.get();
  }

  /** How many of them were passages. */
  public int passagesEmbedded() {
    return passagesEmbedded.get();
  }

  @Override
  public EmbeddingModelInfo model() {
    return model;
  }

  @Override
  public TokenCounter tokenCounter() {
    return text -> words(text).length;
  }

  @Override
  public Embedding embedQuery(String query) {
    return embed(query);
  }

  @Override
  public List<Embedding> embedPassages(List<String> passages) {
    passagesEmbedded.addAndGet(passages.size());
    return passages.stream().map(this::embed).toList();
  }

  @Override
  public void close() {}

  private Embedding embed(String text) {
    embedded.incrementAndGet();
    String[] words = words(text);
    float[] vector = new float[model.dimension()];
    for (String word : words) {
      long state = word.hashCode() * 0x9E3779B97F4A7C15L + 1;
      for (int i = 0; i < vector.length; i++) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        vector[i] += (float) (state >> 40) / (1 << 23);
      }
    }
    double squares = 0;
    for (float x : vector) {
      squares += x * x;
    }
    if (squares == 0) {
      vector[0] = 1;
      squares = 1;
    }
    float norm = (float) Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
    return new Embedding(
        vector, Math.min(words.length + 2, MAX_TOKENS), words.length + 2 > MAX_TOKENS);
  }

  private static String[] words(String text) {
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    return trimmed.isEmpty() ? new String[0] : trimmed.split("[^\\p{L}\\p{N}]+");
  }
}
