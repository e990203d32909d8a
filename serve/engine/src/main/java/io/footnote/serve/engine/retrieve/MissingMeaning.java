package io.footnote.serve.engine.retrieve;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compares what was found by words alone with the question by meaning, as an index with vectors
 * would have: whether passages answer a question is decided by both. The order stays.
 */
final class MissingMeaning {
  private final Supplier<Embedder> embedder;

  MissingMeaning(Supplier<Embedder> embedder) {
    this.embedder = embedder;
  }

  List<SearchResult> added(List<SearchResult> found, float[] question) {
    List<Embedding> passages =
        embedder.get().embedPassagesNow(found.stream().map(SearchResult::embeddingInput).toList());
    List<SearchResult> compared = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      Scores scores = found.get(i).scores();
      compared.add(
          found
              .get(i)
              .withScores(
                  new Scores(
                      scores.lexical(),
                      Math.clamp(CosineScale.dot(question, passages.get(i).vector()), -1.0, 1.0),
                      scores.fused(),
                      scores.rerank())));
    }
    return compared;
  }
}
