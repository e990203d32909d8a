package io.footnote.serve.engine.retrieve;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compares what was found with what is asked by meaning, where something else found it: words
 * alone, or texts that widen the search. Whether passages answer a question is decided by both. The
 * order stays.
 */
final class AskedMeaning {
  private final Supplier<Embedder> embedder;

  AskedMeaning(Supplier<Embedder> embedder) {
    this.embedder = embedder;
  }

  /** What an index without vectors holds is embedded as another would have done it. */
  List<SearchResult> ofTexts(List<SearchResult> found, float[] question) {
    List<Embedding> passages =
        embedder.get().embedPassagesNow(found.stream().map(SearchResult::embeddingInput).toList());
    List<SearchResult> compared = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      compared.add(compared(found.get(i), passages.get(i).vector(), question));
    }
    return compared;
  }

  /** By the vectors of the collections that it was found in. */
  static List<SearchResult> ofVectors(
      List<CollectionView> views, List<SearchResult> found, float[] question) {
    Map<String, float[]> vectors = new HashMap<>();
    for (CollectionView view : views) {
      vectors.putAll(
          view.view()
              .vectors(
                  found.stream()
                      .filter(result -> result.collection().equals(view.collection()))
                      .map(SearchResult::chunkId)
                      .toList()));
    }
    return found.stream()
        .map(result -> {
          float[] vector = vectors.get(result.chunkId());
          return vector == null ? result : compared(result, vector, question);
        })
        .toList();
  }

  private static SearchResult compared(SearchResult result, float[] passage, float[] question) {
    Scores scores = result.scores();
    return result.withScores(
        new Scores(
            scores.lexical(),
            Math.clamp(CosineScale.dot(question, passage), -1.0, 1.0),
            scores.fused(),
            scores.rerank()));
  }
}
