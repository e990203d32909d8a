package io.footnote.embed.testing;

import io.footnote.embed.Embedding;
import io.footnote.embed.VectorCache;
import io.footnote.embed.VectorCacheException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A vector cache that lasts as long as the test. */
public final class InMemoryVectorCache implements VectorCache {
  private final Map<Key, Embedding> entries = new HashMap<>();
  private boolean closed;

  /** How many vectors it holds. */
  public synchronized int size() {
    return entries.size();
  }

  @Override
  public synchronized Map<Key, Embedding> getAll(List<Key> keys) {
    checkOpen();
    Map<Key, Embedding> found = new HashMap<>();
    for (Key key : keys) {
      Embedding embedding = entries.get(key);
      if (embedding != null) {
        found.put(key, embedding);
      }
    }
    return found;
  }

  @Override
  public synchronized void putAll(Map<Key, Embedding> added) {
    checkOpen();
    added.forEach(entries::putIfAbsent);
  }

  @Override
  public synchronized void removeAll(Set<String> inputHashes) {
    checkOpen();
    entries.keySet().removeIf(key -> inputHashes.contains(key.inputHash()));
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new VectorCacheException("the vector cache in memory is closed");
    }
  }
}
