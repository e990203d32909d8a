package io.footnote.embed;

import io.footnote.embed.testing.InMemoryVectorCache;

class InMemoryVectorCacheTest extends VectorCacheContract {
  @Override
  protected VectorCache open() {
    return new InMemoryVectorCache();
  }
}
