package io.footnote.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link VectorCache} keeps. */
abstract class VectorCacheContract {
  protected VectorCache cache;

  protected abstract VectorCache open();

  protected static VectorCache.Key key(String model, String text) {
    return new VectorCache.Key(Hashes.sha256Hex(model), Hashes.sha256Hex(text));
  }

  @BeforeEach
  void openCache() {
    cache = open();
  }

  @AfterEach
  void closeCache() {
    cache.close();
  }

  @Test
  void givesBackEveryBitOfWhatWasPut() {
    Embedding odd =
        new Embedding(
            new float[] {-0.0f, Float.MIN_VALUE, 0.1f, -1f / 3, Float.NaN, 1e38f}, 512, true);
    Embedding plain = new Embedding(new float[] {1, 0}, 3, false);
    cache.putAll(Map.of(key("m", "odd"), odd, key("m", "plain"), plain));

    Map<VectorCache.Key, Embedding> found =
        cache.getAll(List.of(key("m", "odd"), key("m", "plain"), key("m", "none")));
    assertThat(found).containsOnlyKeys(key("m", "odd"), key("m", "plain"));
    Embedding back = found.get(key("m", "odd"));
    for (int i = 0; i < odd.vector().length; i++) {
      assertThat(Float.floatToRawIntBits(back.vector()[i]))
          .isEqualTo(Float.floatToRawIntBits(odd.vector()[i]));
    }
    assertThat(back.tokens()).isEqualTo(512);
    assertThat(back.truncated()).isTrue();
    assertThat(found.get(key("m", "plain")).truncated()).isFalse();
  }

  @Test
  void removedInputsAreGoneForEveryModel() {
    Embedding vector = new Embedding(new float[] {1, 0}, 3, false);
    cache.putAll(
        Map.of(key("m", "gone"), vector, key("n", "gone"), vector, key("m", "stays"), vector));
    cache.removeAll(Set.of(key("m", "gone").inputHash(), key("m", "never there").inputHash()));
    assertThat(
            cache.getAll(List.of(key("m", "gone"), key("n", "gone"), key("m", "stays"))).keySet())
        .containsExactly(key("m", "stays"));
    cache.removeAll(Set.of());
  }

  @Test
  void modelsAndInputsAreKeptApart() {
    cache.putAll(Map.of(key("m1", "a"), new Embedding(new float[] {1}, 3, false)));
    assertThat(cache.getAll(List.of(key("m2", "a"), key("m1", "b")))).isEmpty();
  }

  @Test
  void anEntryThatIsThereStays() {
    cache.putAll(Map.of(key("m", "a"), new Embedding(new float[] {1}, 3, false)));
    cache.putAll(Map.of(key("m", "a"), new Embedding(new float[] {2}, 3, false)));
    assertThat(cache.getAll(List.of(key("m", "a"))).get(key("m", "a")).vector())
        .containsExactly(1f);
  }

  @Test
  void nothingIsAskedAndNothingIsPut() {
    cache.putAll(Map.of());
    assertThat(cache.getAll(List.of())).isEmpty();
  }

  @Test
  void threadsMayShareIt() throws Exception {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("repeat with -Dfootnote.seed=" + seed);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Random random = new Random(seed + t);
        running.add(
            threads.submit(() -> {
              for (int round = 0; round < 10; round++) {
                Map<VectorCache.Key, Embedding> entries = new HashMap<>();
                for (int i = 0; i < 5; i++) {
                  int text = random.nextInt(30);
                  entries.put(key("m", "text" + text), new Embedding(new float[] {text}, 1, false));
                }
                cache.putAll(entries);
                Map<VectorCache.Key, Embedding> found = cache.getAll(List.copyOf(entries.keySet()));
                assertThat(found.keySet()).isEqualTo(entries.keySet());
                found.forEach((key, embedding) ->
                    assertThat(embedding.vector()).isEqualTo(entries.get(key).vector()));
              }
            }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    }
  }

  @Test
  void aClosedCacheSaysSo() {
    cache.close();
    assertThatThrownBy(() -> cache.getAll(List.of(key("m", "a"))))
        .isInstanceOf(VectorCacheException.class)
        .hasMessageContaining("closed");
    cache.close();
  }
}
