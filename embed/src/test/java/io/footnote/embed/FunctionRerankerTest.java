package io.footnote.embed;

import io.footnote.embed.testing.FunctionReranker;

class FunctionRerankerTest extends RerankerContract {
  @Override
  protected Reranker open() {
    return FunctionReranker.sharedWords();
  }
}
