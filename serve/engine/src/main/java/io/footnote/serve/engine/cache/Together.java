package io.footnote.serve.engine.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What requests that ask the same at the same time have in common. It is there while one of them
 * is, and nothing of it is kept after the last. Thread-safe.
 *
 * @param <K> equal for requests that ask the same
 * @param <V> what they share
 */
public final class Together<K, V> {
  private final ConcurrentHashMap<K, Group<V>> groups = new ConcurrentHashMap<>();
  private final Supplier<V> shared;

  /**
   * @param shared makes what is shared, for the first of several
   */
  public Together(Supplier<V> shared) {
    this.shared = shared;
  }

  /** Joins those who ask the same, until it is closed. */
  public Member<V> join(K key) {
    Group<V> joined =
        groups.compute(
            key,
            (_, group) ->
                group == null
                    ? new Group<>(shared.get(), 1)
                    : new Group<>(group.shared, group.members + 1));
    return new Member<>(joined.shared, () -> leave(key));
  }

  private void leave(K key) {
    groups.computeIfPresent(
        key,
        (_, group) -> group.members == 1 ? null : new Group<>(group.shared, group.members - 1));
  }

  /** How many different things are being asked. */
  public int size() {
    return groups.size();
  }

  private record Group<V>(V shared, int members) {}

  /** One of those who ask the same; to be closed once. */
  public record Member<V>(V shared, Runnable leaving) implements AutoCloseable {
    @Override
    public void close() {
      leaving.run();
    }
  }
}
