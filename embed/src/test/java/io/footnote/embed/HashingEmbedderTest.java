package io.footnote.embed;

import io.footnote.embed.testing.HashingEmbedder;

class HashingEmbedderTest extends EmbedderContract {
  @Override
  protected Embedder open() {
    return new HashingEmbedder(16);
  }
}
