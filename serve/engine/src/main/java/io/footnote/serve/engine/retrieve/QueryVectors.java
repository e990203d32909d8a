package io.footnote.serve.engine.retrieve;

import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingException;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.UnavailableException;
import java.util.List;
import java.util.function.Supplier;

/**
 * One vector for all parts of a query: the weighted sum of theirs, scaled to unit length. A cosine
 * is linear in the query, so one search with the sum ranks as many searches would whose scores are
 * added (CombSUM; Fox and Shaw, "Combination of Multiple Searches", TREC-2, 1994).
 */
record QueryVectors(Supplier<Embedder> embedder) {

  /**
   * @throws UnavailableException if the model fails
   */
  float[] of(List<QueryPart> parts) {
    List<QueryPart> meant = parts.stream().filter(part -> part.semanticWeight() > 0).toList();
    if (meant.size() == 1) {
      return embed(meant.getFirst().text());
    }
    double[] sum = new double[embedder.get().model().dimension()];
    for (QueryPart part : meant) {
      float[] vector = embed(part.text());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.semanticWeight() * vector[i];
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    double norm = Math.sqrt(squares);
    if (norm == 0) {
      return embed(parts.getFirst().text());
    }
    float[] unit = new float[sum.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sum[i] / norm);
    }
    return unit;
  }

  private float[] embed(String text) {
    try {
      return embedder.get().embedQuery(text).vector();
    } catch (EmbeddingException e) {
      throw new UnavailableException("embedding_failed", null, String.valueOf(e.getMessage()), e);
    }
  }
}
