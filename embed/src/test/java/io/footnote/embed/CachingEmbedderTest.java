package io.footnote.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.embed.testing.InMemoryVectorCache;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachingEmbedderTest extends EmbedderContract {
  private final HashingEmbedder model = new HashingEmbedder(16);
  private final InMemoryVectorCache cache = new InMemoryVectorCache();

  @Override
  protected Embedder open() {
    return new CachingEmbedder(model, cache);
  }

  @Test
  void embedsOnlyWhatIsNewAndCountsIt() {
    CachingEmbedder caching = new CachingEmbedder(model, cache);
    CachedEmbeddings first = caching.embed(List.of("alpha", "beta", "alpha"));
    assertThat(first.embedded()).isEqualTo(2);
    assertThat(first.cached()).isEqualTo(1);

    CachedEmbeddings second = caching.embed(List.of("gamma", "beta", "alpha"));
    assertThat(second.embedded()).isEqualTo(1);
    assertThat(second.cached()).isEqualTo(2);
    assertThat(second.embeddings().get(2).vector())
        .containsExactly(first.embeddings().get(0).vector());
    assertThat(model.embedded()).isEqualTo(3);
  }

  @Test
  void queriesPassTheCacheBy() {
    embedder.embedPassages(List.of("alpha"));
    embedder.embedQuery("alpha");
    embedder.embedQuery("alpha");
    assertThat(model.embedded()).isEqualTo(3);
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void vectorsOfAnotherModelAreNotTaken() {
    embedder.embedPassages(List.of("alpha"));
    CachingEmbedder other = new CachingEmbedder(new HashingEmbedder(8), cache);
    CachedEmbeddings embeddings = other.embed(List.of("alpha"));
    assertThat(embeddings.embedded()).isEqualTo(1);
    assertThat(embeddings.embeddings().getFirst().vector()).hasSize(8);
  }

  @Test
  void closingClosesTheCache() {
    embedder.close();
    assertThatThrownBy(() -> cache.getAll(List.of(new VectorCache.Key("m", "i"))))
        .isInstanceOf(VectorCacheException.class)
        .hasMessageContaining("closed");
  }
}
