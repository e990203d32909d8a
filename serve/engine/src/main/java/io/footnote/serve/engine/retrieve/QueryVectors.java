package io.footnote.serve.engine.retrieve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingException;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.UnavailableException;
import java.util.List;
import java.util.function.Supplier;

/**
 * One vector for all parts of a query: the weighted sum of theirs, scaled to unit length. A cosine
 * is linear in the query, so one search with the sum ranks as many searches would whose scores are
 * added (CombSUM; Fox and Shaw, "Combination of Multiple Searches", TREC-2, 1994). Thread-safe.
 */
final class QueryVectors {
  /** Enough for the latest turns of a few hundred conversations; a vector takes kilobytes. */
  private static final int KEPT = 1000;

  private final Supplier<Embedder> embedder;

  /** What was searched for lately: a follow-up searches for the turns before it again. */
  private final Cache<String, float[]> latest = Caffeine.newBuilder().maximumSize(KEPT).build();

  QueryVectors(Supplier<Embedder> embedder) {
    this.embedder = embedder;
  }

  /**
   * @throws UnavailableException if the model fails
   */
  float[] of(List<QueryPart> parts) {
    List<QueryPart> meant = parts.stream().filter(part -> part.semanticWeight() > 0).toList();
    if (meant.size() == 1) {
      return embed(meant.getFirst().text());
    }
    double[] sum = new double[embedder.get().model().dimension()];
    add(sum, meant.getFirst(), embed(meant.getFirst().text()));
    for (QueryPart part : meant.subList(1, meant.size())) {
      float[] known = latest.getIfPresent(part.text());
      add(sum, part, known == null ? embed(part.text()) : known);
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

  private static void add(double[] sum, QueryPart part, float[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part.semanticWeight() * vector[i];
    }
  }

  private float[] embed(String text) {
    try {
      float[] vector = embedder.get().embedQuery(text).vector();
      latest.put(text, vector);
      return vector;
    } catch (EmbeddingException e) {
      throw new UnavailableException("embedding_failed", null, String.valueOf(e.getMessage()), e);
    }
  }
}
