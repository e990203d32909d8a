package io.footnote.serve.engine.extract;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Vectors of sentences, of which each is embedded once. For one request on one thread. */
final class SentenceVectors {
  private final Embedder embedder;
  private final Map<String, float[]> vectors = new HashMap<>();

  SentenceVectors(Embedder embedder) {
    this.embedder = embedder;
  }

  /** One for each text, in the same order. */
  List<float[]> of(List<String> texts) {
    List<String> missing =
        texts.stream().distinct().filter(text -> !vectors.containsKey(text)).toList();
    List<Embedding> embedded = embedder.embedPassagesNow(missing);
    for (int i = 0; i < missing.size(); i++) {
      vectors.put(missing.get(i), embedded.get(i).vector());
    }
    return texts.stream().map(text -> Objects.requireNonNull(vectors.get(text))).toList();
  }
}
